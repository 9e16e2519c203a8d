#!/usr/bin/env python3
"""Writes fourteen months of Atlas Travel, an invented company. Usage: make_atlas.py OUT [--scale F]

January 2025 to 18 February 2026, Europe/Berlin with both clock changes, of four vendors, about 700 conversations a month (times F). Used by
tests, benchmarks and CI, not committed. Same options, same bytes. OUT gets a whole project: parlance.json, events.json, sections and exports.
What happens is in atlas_story.py; it is made so that every page, every state and every kind of finding is there at least once.
"""

import argparse
import datetime as dt
import os
import shutil

import acme_kiosk
import acme_lab
import acme_phone
import acme_studio
import atlas_story
from company import UTC, berlin_offset, dump, export, newest_first

HERE = os.path.dirname(os.path.abspath(__file__))
FIRST, LAST = dt.date(2025, 1, 1), dt.date(2026, 2, 18)


def midnight(day):
    return dt.datetime(day.year, day.month, day.day, tzinfo=dt.timezone(dt.timedelta(hours=berlin_offset(day)))).astimezone(UTC)


def local_month(text):
    at = dt.datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    day = at.date() if at.hour >= 1 else at.date() - dt.timedelta(days=1)
    return (at + dt.timedelta(hours=berlin_offset(day))).strftime("%Y-%m")


def months():
    """name -> (first day, day behind the last, when it was captured)"""
    out, day = {}, FIRST
    while day <= LAST:
        behind = dt.date(day.year + day.month // 12, day.month % 12 + 1, 1)
        end = min(behind, LAST + dt.timedelta(days=1))
        captured = midnight(end) + (dt.timedelta(hours=29) if end == behind else dt.timedelta(hours=6))
        out[day.strftime("%Y-%m")] = (day, end, captured)
        day = behind
    return out


def studio(rows, names):
    """Studio Chat: the conversations of every month, and what the vendor says about itself from April 2025 on."""
    rated, made = atlas_story.ratings(rows), acme_studio.events(rows)
    out, by_month = {}, {}
    for row in newest_first(rows):
        by_month.setdefault(local_month(row["last_message_at"]), []).append(row)
    for month, (first, behind, captured) in names.items():
        window = (midnight(first), midnight(behind))
        asked = tuple(dt.datetime(d.year, d.month, d.day, tzinfo=UTC) for d in (first, behind))
        stated = {"start_date": acme_studio.stamp(window[0]), "end_date": acme_studio.stamp(window[1])}
        listed = [{"path": "export-conversations.json", "kind": "conversations", "query": stated, "capturedAt": acme_studio.stamp(captured)}]
        out["studiochat/%s/export-conversations.json" % month] = export(by_month[month], acme_studio.stamp(captured), pretty=False)
        if month >= "2025-04":
            # Only what had happened when it was asked for.
            known = [r for r in rows if acme_studio.parse(r["last_message_at"]) < captured]
            some, more, _ = acme_studio.files(known, rated, made, atlas_story.ASSISTANTS, atlas_story.INTENTS, month, window, captured, asked)
            if month == "2025-04":
                some[month + "/csat-analytics.json"] = dump(atlas_story.NO_RATINGS, False)
            if month >= "2025-09":
                some[month + "/knowledgebases.json"] = dump(atlas_story.knowledge(), False)
            out.update(("studiochat/" + name, data) for name, data in some.items())
            listed += more
        out["studiochat/%s/manifest.json" % month] = manifest(names, month, "studiochat", "Website and app", listed)
    return out


def manifest(names, month, vendor, name, listed, extra=None):
    first, behind, _ = names[month]
    source = dict({"vendor": vendor, "name": name, "timeZone": "Europe/Berlin" if vendor == "chatcaptain" else "UTC"}, **(extra or {}))
    return dump({"format": "snapshot-manifest", "version": 1, "period": {"start": first.isoformat(), "end": behind.isoformat()},
                 "sources": [dict(source, files=listed)]}, True)


def others(names):
    """A telephone line and a kiosk from September 2025 on, a test lab from November."""
    out = {}
    calls = acme_phone.traffic(dt.date(2025, 9, 1), LAST)
    visits = acme_kiosk.traffic(dt.date(2025, 9, 1), LAST)
    tests = acme_lab.runs(dt.date(2025, 11, 1), LAST)
    for month, (first, behind, captured) in names.items():
        local = (midnight(first), midnight(behind))
        if month >= "2025-09":
            some, listed = acme_phone.files(calls, month, local, captured, first, behind - dt.timedelta(days=1))
            out.update(("chatcaptain/" + name, data) for name, data in some.items())
            out["chatcaptain/%s/manifest.json" % month] = manifest(names, month, "chatcaptain", "Hotline", listed, {"chatbotId": acme_phone.BOT})
            some, listed = acme_kiosk.files(visits, month, local, captured)
            out.update(("avatarium/" + name, data) for name, data in some.items())
            out["avatarium/%s/manifest.json" % month] = manifest(names, month, "avatarium", "Station kiosks", listed)
        if month >= "2025-11":
            some, listed = acme_lab.files(tests, month, local, captured)
            out.update(("chanl/" + name, data) for name, data in some.items())
            out["chanl/%s/manifest.json" % month] = manifest(names, month, "chanl", "Test lab", listed)
    return out


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("out")
    ap.add_argument("--scale", type=float, default=1.0)
    a = ap.parse_args()
    names = months()
    rows = atlas_story.conversations(FIRST, LAST, a.scale)
    made = dict(studio(rows, names), **others(names))
    shutil.copytree(os.path.join(HERE, "atlas"), a.out, dirs_exist_ok=True)
    for name, data in sorted(made.items()):
        path = os.path.join(a.out, "exports", name.removesuffix(".gz"))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as f:
            f.write(data.replace(b'.json.gz"', b'.json"').replace(b'.jsonl.gz"', b'.jsonl"') if name.endswith("manifest.json") else data)


if __name__ == "__main__":
    main()
