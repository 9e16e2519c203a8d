#!/usr/bin/env python3
"""Writes fourteen months of Atlas Travel, an invented company with two assistants. Usage: make_atlas.py OUT [--scale F]

January 2025 to February 2026, Europe/Berlin with both clock changes, one plain export a month, about 300 conversations
each (times F), growing by 2 % a month. Used by tests and benchmarks, not committed. Same options, same bytes.
OUT gets a whole project: parlance.json and exports/. The story: Trip Guide goes live with version 2 in June and version 3
in November 2025; December is busy; one bad day in every third month.
"""

import argparse
import datetime as dt
import os

from company import Assistant, Company, Intent, Mood, berlin_offset, export, newest_first

FIRST, MONTHS = (2025, 1), 14
ASSISTANTS = [
    Assistant("Trip Guide", [
        (dt.date(2024, 9, 1), 1, "north/deep-1", {"latency": 3900, "handoff": 1.25, "resolved": 0.85}),
        (dt.date(2025, 6, 3), 2, "north/swift-2", {"latency": 2500, "handoff": 1.0, "resolved": 1.0}),
        (dt.date(2025, 11, 11), 3, "north/swift-3", {"latency": 1800, "handoff": 0.8, "resolved": 1.15}),
    ]),
    Assistant("Booking Desk", [(dt.date(2024, 9, 1), 1, "north/swift-2", {"latency": 2200, "handoff": 1.0, "resolved": 1.0})]),
]
INTENTS = [
    Intent("Change a booking", "Booking Desk", 20, 0.28, "find_order", ["booking"], "booking", None, {
        "en": [("I need another date for {ref}.", "Which date suits you?"), ("The Friday.", "It is changed.")],
        "de": [("Ich brauche ein anderes Datum für {ref}.", "Welches passt Ihnen?"), ("Freitag.", "Geändert.")]}),
    Intent("Cancel a booking", "Booking Desk", 12, 0.40, "issue_refund", ["booking", "refund"], "booking", None, {
        "en": [("Please cancel {ref}.", "There is a fee of 20 euros."), ("All right.", "It is cancelled.")]}),
    Intent("Luggage rules", "Trip Guide", 15, 0.05, "search_help", ["luggage"], None, ("help-1", "Luggage"), {
        "en": [("How many bags may I take?", "Two, up to 20 kg each."), ("And a bicycle?", "For 12 euros, booked ahead.")],
        "de": [("Wie viel Gepäck darf ich mitnehmen?", "Zwei Stücke bis 20 kg.")]}),
    Intent("Is my train on time", "Trip Guide", 22, 0.09, "track_parcel", ["departures"], "departures", None, {
        "en": [("Is the 8:12 on time?", "It is expected at 8:19."), ("Which platform?", "Platform 4.")],
        "de": [("Ist der Zug um 8:12 pünktlich?", "Er kommt um 8:19.")]}),
    Intent("Season tickets", "Trip Guide", 8, 0.14, None, ["tickets"], None, ("help-2", "Season tickets"), {
        "en": [("What does a season ticket cost?", "From 49 euros a month.")]}),
]


def mood(day):
    if day.month % 3 == 0 and day.day == 14:
        return Mood(volume=1.9, handoff=1.8, latency=2.2, errors=0.1, broken_tools=("track_parcel",), unhappy=2.0)
    return Mood(volume=1.35 if day.month == 12 else 1.0)


def local_month(row):
    at = dt.datetime.strptime(row["last_message_at"], "%Y-%m-%dT%H:%M:%SZ")
    return (at + dt.timedelta(hours=berlin_offset(at.date()))).strftime("%Y-%m")


def next_month(name):
    year, month = int(name[:4]), int(name[5:])
    return "%04d-%02d" % (year + month // 12, month % 12 + 1)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("out")
    ap.add_argument("--scale", type=float, default=1.0)
    a = ap.parse_args()
    company = Company(20250101, ASSISTANTS, INTENTS, [("Website", 60), ("App", 40)], mood, [("en", 60), ("de", 40)])
    months, day = {}, dt.date(*FIRST, 1)
    end = dt.date(FIRST[0] + (FIRST[1] - 1 + MONTHS) // 12, (FIRST[1] - 1 + MONTHS) % 12 + 1, 1)
    while day < end:
        age = (day.year - FIRST[0]) * 12 + day.month - FIRST[1]
        for row in company.day(day, 10 * a.scale * 1.02 ** age):
            months.setdefault(local_month(row), []).append(row)
        day += dt.timedelta(days=1)
    os.makedirs(os.path.join(a.out, "exports"), exist_ok=True)
    with open(os.path.join(a.out, "parlance.json"), "w", encoding="utf-8") as f:
        f.write('{\n  "title": "Atlas Travel assistants",\n  "zone": "Europe/Berlin",\n  "locale": "en",\n  "period": "month",\n'
                '  "sources": [{ "id": "atlas", "name": "Atlas", "vendor": "studiochat", "paths": ["exports"] }],\n  "output": "site"\n}\n')
    for name in sorted(m for m in months if m < end.strftime("%Y-%m")):
        with open(os.path.join(a.out, "exports", name + ".json"), "wb") as f:
            f.write(export(newest_first(months[name]), next_month(name) + "-01T06:00:00Z", pretty=False))


if __name__ == "__main__":
    main()
