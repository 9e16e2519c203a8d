#!/usr/bin/env python3
"""Holds the log of days that differ against days that a source itself marked (docs/analyses.md).

  check_anomalies.py --parlance BINARY [--data FOLDER]   build the site of the real daily reports and compare
  check_anomalies.py --site SITE --expected FILE         compare a built site
  check_anomalies.py --self-test                         proves that missed days and false alarms are seen

FILE has "outliers_by_source": {"2010-02-06": 5.46, ...}. Days are compared from the first marked day to the last one of the site. Exit
code 1 when fewer than 60 % of the marked days are in the log, or more than one of 30 other days is.
"""
import argparse
import json
import os
import sys
import tempfile

from check_expected import build

COUNTS = ("vol.conversations", "vol.conversations_started")
RECALL, ALARMS = 0.60, 1.0


def load(path):
    with open(path, encoding="utf-8") as f:
        return json.load(f)


def read_site(site):
    """Grade of each logged day of a number of conversations, and all days that have such a number."""
    logged, known = {}, set()
    for period in sorted(os.listdir(site)):
        data = os.path.join(site, period, "data")
        breakdowns = os.path.join(data, "breakdowns.json")
        if not os.path.exists(breakdowns):
            continue
        for day in load(breakdowns)["day"]:
            if any((day["metrics"].get(metric) or {}).get("value") is not None for metric in COUNTS):
                known.add(day["label"])
        log = os.path.join(data, "anomalies.json")
        if not os.path.exists(log):
            continue
        table = load(log)
        names = [column["id"] for column in table["columns"]]
        for row in table["rows"]:
            entry = dict(zip(names, row))
            if entry["metric"] in COUNTS:
                logged[entry["day"]] = entry["grade"]
    return logged, known


def compare(logged, known, marked):
    """Share of the marked days that are logged, logged ones of 30 other days, and how many days those are."""
    others = {day for day in known if day >= min(marked)} - set(marked)
    found = sum(day in logged for day in marked)
    alarms = sum(day in logged for day in others)
    return found / len(marked), 30 * alarms / max(1, len(others)), len(others)


def report(site, expected):
    marked = set(load(expected)["outliers_by_source"])
    logged, known = read_site(site)
    strict = {day for day, grade in logged.items() if grade == "stands-out"}
    for name, days in (("days that stand out", strict), ("all days of the log", set(logged))):
        recall, alarms, others = compare(days, known, marked)
        print("%s: %.1f %% of %d marked days; %.2f of 30 other days (%d)" % (name, 100 * recall, len(marked), alarms, others))
    if recall < RECALL or alarms > ALARMS:
        print("check_anomalies: at least %.0f %% and at most %.0f of 30 are demanded" % (100 * RECALL, ALARMS))
        return 1
    return 0


def self_test():
    """A site of 40 days with ten marked ones: six found is enough, five is not, and three false alarms are too many."""
    days = ["2026-01-%02d" % n for n in range(1, 32)] + ["2026-02-%02d" % n for n in range(1, 10)]
    marked, others = days[::4], [day for day in days if day not in days[::4]]
    bad = 0
    for name, logged, wanted in (("six of ten", marked[:6], 0), ("five of ten", marked[:5], 1),
                                 ("one alarm", marked[:6] + others[:1], 0), ("three alarms", marked + others[:3], 1)):
        with tempfile.TemporaryDirectory() as site:
            for period in ("2026-01", "2026-02"):
                data = os.path.join(site, period, "data")
                os.makedirs(data)
                cut = [{"label": d, "metrics": {"vol.conversations": {"value": 1}}} for d in days if d.startswith(period)]
                rows = [[d, "vol.conversations", "unusual"] for d in logged if d.startswith(period)] + [[period + "-01", "err.rate", "unusual"]]
                columns = [{"id": name} for name in ("day", "metric", "grade")]
                for file, value in (("breakdowns.json", {"day": cut}), ("anomalies.json", {"columns": columns, "rows": rows})):
                    with open(os.path.join(data, file), "w", encoding="utf-8") as f:
                        json.dump(value, f)
            expected = os.path.join(site, "expected.json")
            with open(expected, "w", encoding="utf-8") as f:
                json.dump({"outliers_by_source": {day: 2 for day in marked}}, f)
            if report(site, expected) != wanted:
                print("check_anomalies self-test: %s is judged wrongly" % name)
                bad = 1
    print("check_anomalies self-test: %s" % ("FAILED" if bad else "missed days and false alarms are seen"))
    return bad


def main():
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--parlance")
    ap.add_argument("--data", default=os.path.join(os.environ.get("PARLANCE_SHARED", os.path.join(here, "..", "shared")), "data"))
    ap.add_argument("--site")
    ap.add_argument("--expected")
    ap.add_argument("--self-test", action="store_true")
    a = ap.parse_args()
    if a.self_test:
        return self_test()
    if a.site:
        return report(a.site, a.expected)
    with tempfile.TemporaryDirectory() as scratch:
        return report(build(a.parlance, a.data, "letsgo", scratch), os.path.join(a.data, "letsgo", "expected.json"))


if __name__ == "__main__":
    sys.exit(main())
