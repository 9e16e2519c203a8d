#!/usr/bin/env python3
"""Builds sites from real logs and compares the published data with figures computed independently.

  check_expected.py --parlance BINARY [--data FOLDER] [--keep FOLDER] [--json OUT]   build and compare
  check_expected.py --site SITE --expected FILE                                     compare a built site
  check_expected.py --self-test                                                     proves that a wrong figure is seen

Only what readers get is read: SITE/<period>/data/metrics.json and breakdowns.json. Every field of expected.json is
either compared (below: SCALARS, GROUPS, FROM_DAYS) or named with a reason (NOT_COVERED); a field in neither list is a fault, so
nothing slips through. Exit 1 on any difference. Standard library only.
"""

import argparse
import datetime
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile

ZONES = {"letsgo": "America/New_York"}  # the zone of the days; UTC where nothing is said
WITHIN_MILLISECOND = -1  # the product rounds to whole milliseconds, the logs hold microseconds

# field of expected.json -> metric, part of it, factor from published to expected, decimals of the expected figure
SCALARS = {
    "conversations": ("vol.conversations", "value", 1, 0),
    "messages": ("vol.messages_sent", "value", 1, 0),
    "sum_of_message_count_field": ("vol.messages", "value", 1, 0),
    "assistant_messages": ("vol.messages_assistant", "value", 1, 0),
    "user_messages": ("vol.messages_user", "value", 1, 0),
    "with_handoff": ("hof.count", "value", 1, 0),
    "without_handoff": ("out.deflection_rate", "numerator", 1, 0),
    "handoff_rate_pct": ("out.handoff_rate", "value", 100, 4),
    "deflection_rate_pct": ("out.deflection_rate", "value", 100, 4),
    "with_error": ("out.error_conversations", "value", 1, 0),
    "messages_per_conversation.mean": ("vol.msgs_per_conv_mean", "value", 1, 3),
    "messages_per_conversation.count": ("vol.msgs_per_conv_mean", "denominator", 1, 0),
    "messages_per_conversation.sum": ("vol.msgs_per_conv_mean", "numerator", 1, 0),
    "messages_per_conversation.median_linear": ("vol.msgs_per_conv_median", "value", 1, 3),
    "messages_per_conversation.p95_linear": ("vol.msgs_per_conv_p95", "value", 1, 3),
    "response_latency_ms.count": ("lat.mean", "base", 1, 0),
    "response_latency_ms.mean": ("lat.mean", "value", 1, 3),
    "response_latency_ms.median_linear": ("lat.p50", "value", 1, 3),
    "response_latency_ms.p95_linear": ("lat.p95", "value", 1, 3),
    "response_latency_ms.p99_linear": ("lat.p99", "value", 1, 3),
    "response_latency_ms.max": ("lat.max", "value", 1, 0),
    "conversation_avg_response_latency_ms.count": ("lat.conversation_mean", "base", 1, 0),
    "conversation_avg_response_latency_ms.mean": ("lat.conversation_mean", "value", 1, 3),
    "conversation_avg_response_latency_ms.median_linear": ("lat.conversation_p50", "value", 1, 3),
    "conversation_avg_response_latency_ms.p95_linear": ("lat.conversation_p95", "value", 1, 3),
    "duration_s.count": ("vol.duration_mean", "base", 1, 0),
    "duration_s.mean": ("vol.duration_mean", "value", 0.001, WITHIN_MILLISECOND),
    "duration_s.median_linear": ("vol.duration_median", "value", 0.001, WITHIN_MILLISECOND),
    "duration_s.p95_linear": ("vol.duration_p95", "value", 0.001, WITHIN_MILLISECOND),
    "scored_conversations": ("dq.labelled_coverage", "numerator", 1, 0),
    "coverage_pct": ("dq.labelled_coverage", "value", 100, 4),
    "tools.calls": ("tool.calls", "value", 1, 0),
    "tools.failed": ("tool.failures", "value", 1, 0),
    "tools.success": ("tool.success_rate", "numerator", 1, 0),
    "tools.success_rate_pct": ("tool.success_rate", "value", 100, 4),
    "tools.conversations_with_tool_calls": ("tool.conversations", "value", 1, 0),
    "tools.duration_ms.count": ("tool.duration_mean", "base", 1, 0),
    "tools.duration_ms.mean": ("tool.duration_mean", "value", 1, 3),
    "tools.duration_ms.median_linear": ("tool.duration_p50", "value", 1, 3),
    "tools.duration_ms.p95_linear": ("tool.duration_p95", "value", 1, 3),
    "agent_tokens.input_tokens": ("cost.tokens_in", "value", 1, 0),
    "agent_tokens.output_tokens": ("cost.tokens_out", "value", 1, 0),
    "agent_tokens.total_tokens": ("cost.tokens_total", "value", 1, 0),
    "agent_cost_usd.total": ("cost.total", "value", 1, 6),
    "agent_cost_usd.messages_with_cost": ("cost.covered_messages", "numerator", 1, 0),
    # daily reports (letsgo)
    "days_with_report": ("rep.days", "value", 1, 0),
    "sessions": ("rep.conversations", "value", 1, 0),
    "no_turn_sessions": ("rep.no_turn", "value", 1, 0),
    "sessions_with_four_turns": ("rep.four_turns", "value", 1, 0),
    "estimated_successes": ("rep.completed", "value", 1, 0),
    "success_rate_of_all_sessions_pct": ("rep.completion_rate", "value", 100, 4),
    "turns_rounded_sum": ("rep.messages", "value", 1, 0),
    "sessions_per_day.mean": ("rep.conversations_per_day_mean", "value", 1, 4),
    "sessions_per_day.median": ("rep.conversations_per_day_median", "value", 1, 1),
    "sessions_per_day.min": ("rep.conversations_per_day_min", "value", 1, 0),
    "sessions_per_day.max": ("rep.conversations_per_day_max", "value", 1, 0),
}
# an outer quantile is published from this many values on
WITHHELD_BELOW = {"lat.p99": 100, "lat.p95": 20, "lat.conversation_p95": 20, "vol.msgs_per_conv_p95": 20, "vol.duration_p95": 20, "tool.duration_p95": 20}
# field -> dimension and, per group, {key of expected: (metric, part)}; a plain number is keyed ""
VOLUME = {"conversations": ("vol.conversations", "value"), "handoffs": ("hof.count", "value"), "errors": ("out.error_conversations", "value"),
          "messages": ("vol.messages", "value"), "handoff_rate_pct": None}  # the rate follows from the counts
GROUPS = {
    "per_day_by_last_message": ("day", {"": ("vol.conversations", "value")}),
    "per_day_by_first_message": ("day", {"": ("vol.conversations_started", "value")}),
    "handoffs_per_day_by_last_message": ("day", {"": ("hof.count", "value")}),
    "messages_per_day": ("day", {"": ("vol.messages_sent", "value")}),
    "by_hour_utc_of_first_message": ("hour", {"": ("vol.conversations_started", "value")}),
    "by_weekday_utc_of_first_message": ("weekday", {"": ("vol.conversations_started", "value")}),
    "by_playbook": ("version", VOLUME),
    "by_playbook_name": ("assistant", VOLUME),
    "by_tag": ("tag", VOLUME),
    "by_inbox": ("inbox", VOLUME),
    "by_model": ("model", VOLUME),
    "label_deflection_quality": ("quality", {"": ("vol.conversations", "value")}),
    "label_sentiment_label": ("sentiment", {"": ("vol.conversations", "value")}),
    "label_resources_label": ("resources", {"": ("vol.conversations", "value")}),
    "label_sentiment_shift": ("shift", {"": ("vol.conversations", "value")}),
    "label_handoff_reason": ("reason", {"": ("vol.conversations", "value")}),
    "label_recontact_risk": ("risk", {"": ("vol.conversations", "value")}),
    "tools.by_name": ("tool", {"calls": ("tool.calls", "value"), "success": ("tool.success_rate", "numerator")}),
}
# what no single metric says: worked out of the published days of one month or of all months, never of the exports
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
FROM_DAYS = {
    "first_day": lambda days, sums: min(days),
    "last_day": lambda days, sums: max(days),
    "days_without_report_in_between": lambda days, sums: (date(max(days)) - date(min(days))).days + 1 - len(days),
    "days_without_success_figure": lambda days, sums: sums["rep.days"] - sums["rep.completed.base"],
    "sessions_per_day.busiest_day": lambda days, sums: min(d for d in days if days[d] == max(days.values())),
    **{"mean_sessions_by_weekday." + w: lambda days, sums, w=w: sums["weekday." + w] for w in WEEKDAYS},
}
FROM_ALL_DAYS = {
    **FROM_DAYS,
    **{"mean_sessions_by_weekday." + w: lambda days, sums, i=i: statistics.fmean([v for d, v in days.items() if date(d).weekday() == i])
       for i, w in enumerate(WEEKDAYS)},
    "days_with_report": lambda days, sums: len(days),
    "sessions": lambda days, sums: sum(days.values()),
    "no_turn_sessions": lambda days, sums: sums["rep.no_turn"],
    "sessions_with_four_turns": lambda days, sums: sums["rep.four_turns"],
    "estimated_successes": lambda days, sums: sums["rep.completed"],
    "success_rate_of_all_sessions_pct": lambda days, sums: 100 * sums["rep.completed"] / sums["rep.conversations"],
    "turns_rounded_sum": lambda days, sums: sums["rep.messages"],
    "sessions_per_day.mean": lambda days, sums: statistics.fmean(days.values()),
    "sessions_per_day.median": lambda days, sums: statistics.median(days.values()),
    "sessions_per_day.min": lambda days, sums: min(days.values()),
    "sessions_per_day.max": lambda days, sums: max(days.values()),
}
NOT_COVERED = {
    "*_linear of few values": "withheld and said so: 95 % lines under 20 values, 99 % lines under 100",
    "duration_s.* where somebody never wrote": "durations are of engaged conversations; expected.json has all",
    "*_nearest_rank": "quantiles are type 7 (linear); nearest rank is another definition",
    "messages_per_conversation.min": "no metric", "messages_per_conversation.max": "no metric",
    "messages_per_conversation.p99_linear": "no metric",
    "response_latency_ms.sum": "follows from mean and count", "response_latency_ms.min": "no metric",
    "conversation_avg_response_latency_ms.sum": "follows from mean and count", "conversation_avg_response_latency_ms.min": "no metric",
    "conversation_avg_response_latency_ms.max": "no metric", "conversation_avg_response_latency_ms.p99_linear": "no metric",
    "duration_s.sum": "follows from mean and count", "duration_s.min": "no metric", "duration_s.max": "no metric", "duration_s.p99_linear": "no metric",
    "undated_conversations": "undated rows belong to no period; the archive compares them once",
    "first_message_at_min_utc": "no metric", "last_message_at_max_utc": "printed as \"data until\"",
    "without_user_message": "checked through the engaged conversations behind the durations", "without_assistant_text": "no metric",
    "with_summary": "no metric; summaries are not kept",
    "tools.duration_ms.sum": "follows from mean and count", "tools.duration_ms.min": "no metric", "tools.duration_ms.max": "no metric",
    "tools.duration_ms.p99_linear": "no metric", "tools.without_result": "no metric",
    "customer_device_actions": "the customer's own telephone, no tool of the assistant",
    "agent_tokens.messages_with_usage": "no metric",
    "outliers_by_source": "marks of the source's own z-scores against a trailing year it does not publish; ours are of the months at hand",
    "days_with_z_score": "as outliers_by_source",
    "customer_simulator.*": "the scripted customer, not the assistant", "text.*": "message texts are not kept",
}
LABELS = {"Partly resolved": "partial", "Action taken": "actioned", "Asked for a person": "user_request", "Limit of the assistant": "bot_limitation",
          "Partly relevant": "partial", "none": "(none)"}


def date(day):
    return datetime.date.fromisoformat(day)


def not_covered(path):
    for pattern in NOT_COVERED:
        if path == pattern or (pattern.endswith("*") and (path + ".").startswith(pattern[:-1])) or (pattern.startswith("*") and path.endswith(pattern[1:])):
            return pattern
    return None


def normal(dimension, label):
    """One spelling for a group on both sides."""
    if label in (None, "(null)", "(none)", "Not stated"):
        return "(none)"
    if dimension == "weekday":
        return label[:3]
    if dimension == "hour":
        return str(int(label.split(":")[0]))
    if dimension in ("quality", "sentiment", "resources", "shift", "reason", "risk"):
        return LABELS.get(label, label.lower().replace(" ", "_"))
    return label


class Period:
    def __init__(self, folder):
        with open(os.path.join(folder, "data", "metrics.json"), encoding="utf-8") as f:
            self.metrics = json.load(f)["metrics"]
        with open(os.path.join(folder, "data", "breakdowns.json"), encoding="utf-8") as f:
            self.breakdowns = json.load(f)

    def withheld(self, metric):
        """True for an outer quantile that too few values stand behind: said so, without a value."""
        estimate = self.metrics.get(metric, {})
        return estimate.get("value") is None and estimate.get("state") == "too-few" and 0 < estimate.get("base", 0) < WITHHELD_BELOW.get(metric, 0)

    def days(self):
        """Conversations of every day that has a figure, by ISO day; a day without one is left out, not zero."""
        days = {g["label"]: self.part(g["metrics"], "vol.conversations_started", "value") for g in self.breakdowns["day"]}
        return {day: value for day, value in days.items() if value is not None}

    def sums(self):
        """Values of the daily-report metrics, the days behind each as METRIC.base, and the mean of each weekday of the published cut."""
        sums = {}
        for group in self.breakdowns.get("weekday", []):
            value, days = (self.part(group["metrics"], "vol.conversations_started", part) for part in ("value", "base"))
            if days:
                sums["weekday." + group["label"][:3]] = value / days
        for metric in self.metrics:
            if metric.startswith("rep."):
                sums[metric] = self.part(self.metrics, metric, "value") or 0
                sums[metric + ".base"] = self.metrics[metric].get("base", 0)
        return sums

    @staticmethod
    def part(metrics, metric, part):
        if metric not in metrics:
            raise KeyError("no metric %s" % metric)
        estimate = metrics[metric]
        return None if estimate.get("state") not in ("available", "small-sample", "too-few") else estimate.get(part)


def agrees(expected, got, decimals):
    if isinstance(expected, str):
        return expected == got
    if expected is None or got is None:
        return expected is got or (expected == 0 and got is None)
    tolerance = 0.0005 if decimals == WITHIN_MILLISECOND else 0.5 * 10 ** -decimals
    return abs(expected - got) <= tolerance + 1e-9 * max(1, abs(expected))


def leaves(node, path=""):
    for key in node:
        name = path + "." + key if path else key
        if name in GROUPS or not isinstance(node[key], dict) or not_covered(name):
            yield name, node[key]
        else:
            yield from leaves(node[key], name)


def compare(site, expected):
    """(faults, number of figures compared, {reason pattern: fields left out})"""
    faults, compared, left = [], 0, {}
    wanted = sorted(p for p in expected["periods"] if p != "undated")
    # Quarters and years stand behind the months.
    found = sorted(d for d in os.listdir(site) if os.path.isfile(os.path.join(site, d, "data", "metrics.json")) and not re.fullmatch(r"\d{4}(-Q\d)?", d))
    if wanted != found:
        faults.append("periods: expected %s, published %s" % (sorted(set(wanted) - set(found)) or "all", sorted(set(found) - set(wanted)) or "no other"))
    for name in wanted:
        if name not in found:
            continue
        period = Period(os.path.join(site, name))
        for field, value in leaves(expected["periods"][name]):
            try:
                if field in FROM_DAYS:
                    got = FROM_DAYS[field](period.days(), period.sums())
                    compared += 1
                    if not agrees(value, got, 3):
                        faults.append("%s %s: expected %s, the published days say %s" % (name, field, value, got))
                elif field in GROUPS:
                    n, wrong = compare_groups(period, field, value)
                    compared += n
                    faults += ["%s %s %s" % (name, field, w) for w in wrong]
                elif field in SCALARS:
                    metric, part, factor, decimals = SCALARS[field]
                    got = period.part(period.metrics, metric, part)
                    if got is None and period.withheld(metric):
                        left.setdefault("*_linear of few values", set()).add("%s %s" % (name, field))
                        continue
                    if field.startswith("duration_s.") and expected["periods"][name].get("without_user_message"):
                        left.setdefault("duration_s.* where somebody never wrote", set()).add(field)
                        continue
                    compared += 1
                    if not agrees(value, None if got is None else got * factor, decimals):
                        faults.append("%s %s: expected %s, %s.%s is %s" % (name, field, value, metric, part, got))
                elif not_covered(field):
                    left.setdefault(not_covered(field), set()).add(field)
                else:
                    faults.append("%s %s: neither compared nor named as left out" % (name, field))
            except KeyError as problem:
                faults.append("%s %s: %s" % (name, field, problem.args[0]))
    for field in expected.get("others", {}):
        if not_covered(field):
            left.setdefault(not_covered(field), set()).add(field)
        else:
            faults.append("%s: neither compared nor named as left out" % field)
    if expected.get("all"):
        n, wrong = compare_all([Period(os.path.join(site, name)) for name in found], expected["all"])
        compared += n
        faults += wrong
    return faults, compared, left


def compare_all(periods, expected):
    """Figures of all months together against the published days and sums of every month."""
    days, sums, compared, wrong = {}, {}, 0, []
    for period in periods:
        days.update(period.days())
        for key, value in period.sums().items():
            sums[key] = sums.get(key, 0) + value
    for field, value in leaves(expected):
        if field not in FROM_ALL_DAYS:
            wrong.append("all months %s: neither compared nor named as left out" % field)
            continue
        got = FROM_ALL_DAYS[field](days, sums) if days else None
        compared += 1
        decimals = len(str(value).split(".")[1]) if isinstance(value, float) else 0
        if not agrees(value, got, decimals):
            wrong.append("all months %s: expected %s, the published days say %s" % (field, value, got))
    return compared, wrong


def load(file):
    """expected.json as {periods, all, others}; daily reports call their periods months."""
    with open(file, encoding="utf-8") as f:
        expected = json.load(f)
    if "months" not in expected:
        return expected
    others = {k: v for k, v in expected.items() if k not in ("note", "months", "all_months")}
    return {"periods": expected["months"], "all": expected["all_months"], "others": others}


def compare_groups(period, field, expected):
    dimension, parts = GROUPS[field]
    if dimension not in period.breakdowns:
        raise KeyError("no breakdown by %s" % dimension)
    groups = {normal(dimension, g["label"]): g["metrics"] for g in period.breakdowns[dimension]}
    wanted = {normal(dimension, k): v if isinstance(v, dict) else {"": v} for k, v in expected.items()}
    compared, wrong = 0, []
    for label in sorted(set(groups) | set(wanted)):
        for key, metric in parts.items():
            if metric is None:
                continue
            value = wanted[label][key] if label in wanted else 0
            got = period.part(groups[label], *metric) if label in groups else None
            compared += 1
            if not agrees(value, got, 0):
                wrong.append("%s %s: expected %s, %s.%s is %s" % (label, key, value, metric[0], metric[1], got))
    return compared, wrong


def build(parlance, data, name, work):
    """A project with one data set, built; the folder of its site."""
    project = os.path.join(work, name)
    exports = os.path.join(project, "exports")
    shutil.copytree(os.path.join(data, name), exports, ignore=shutil.ignore_patterns("expected.json", "README.md"))
    with open(os.path.join(project, "parlance.json"), "w", encoding="utf-8") as f:
        json.dump({"title": name, "zone": ZONES.get(name, "UTC"), "locale": "en", "period": "month", "output": "site",
                   "sources": [{"id": name, "name": name, "paths": ["exports"]}]}, f)
    site = os.path.join(project, "site")
    run = subprocess.run([parlance, "build", project, "--output", site, "--now", "2026-07-01T00:00:00Z", "--quiet"])
    if run.returncode != 0:
        sys.exit("check_expected: parlance build %s ended with %d" % (name, run.returncode))
    return site


def report(name, site, expected):
    faults, compared, left = compare(site, expected)
    for fault in faults[:40]:
        print("%s: %s" % (name, fault))
    if len(faults) > 40:
        print("%s: … and %d more" % (name, len(faults) - 40))
    print("%s: %d figures compared, %d differ" % (name, compared, len(faults)))
    return faults, compared, left


def self_test():
    one = lambda v, **more: dict({"value": v, "numerator": None, "denominator": None, "base": 0, "state": "available"}, **more)
    expected = {"periods": {"2026-01": {"conversations": 3, "handoff_rate_pct": 33.3333, "tools": {"success_rate_pct": None},
                                        "by_tag": {"a": {"conversations": 2, "messages": 9, "handoffs": 1, "errors": 0}}, "with_summary": 1}}}
    right = {"vol.conversations": one(3), "out.handoff_rate": one(1 / 3, numerator=1, denominator=3), "tool.success_rate": one(None, state="noData")}
    tag = {"vol.conversations": one(2), "vol.messages": one(9), "hof.count": one(1), "out.error_conversations": one(0)}
    cases = [("right", {}, {}, 0), ("wrong count", {"vol.conversations": one(4)}, {}, 1), ("wrong share", {"out.handoff_rate": one(0.3334)}, {}, 1),
             ("zero for missing", {"tool.success_rate": one(0)}, {}, 1), ("missing metric", {"vol.conversations": None}, {}, 1),
             ("wrong group", {}, {"hof.count": one(2)}, 1)]
    bad = 0
    for name, change, group_change, count in cases:
        with tempfile.TemporaryDirectory() as site:
            os.makedirs(os.path.join(site, "2026-01", "data"))
            metrics = {k: v for k, v in dict(right, **change).items() if v is not None}
            for file, value in (("metrics.json", {"metrics": metrics}), ("breakdowns.json", {"tag": [{"label": "a", "metrics": dict(tag, **group_change)}]})):
                with open(os.path.join(site, "2026-01", "data", file), "w", encoding="utf-8") as f:
                    json.dump(value, f)
            faults = compare(site, expected)[0]
            if len(faults) != count:
                print("check_expected self-test: %s: expected %d fault(s), saw %s" % (name, count, faults))
                bad = 1
    unknown = {"periods": {"2026-01": {"brand_new_field": 1}}}
    with tempfile.TemporaryDirectory() as site:
        os.makedirs(os.path.join(site, "2026-01", "data"))
        for file in ("metrics.json", "breakdowns.json"):
            with open(os.path.join(site, "2026-01", "data", file), "w", encoding="utf-8") as f:
                json.dump({"metrics": {}}, f)
        bad |= len(compare(site, unknown)[0]) != 1 or len(compare(site, {"periods": {"2026-01": {}, "2026-02": {}}})[0]) != 1
    bad |= self_test_days()
    print("check_expected self-test: %s" % ("FAILED" if bad else "wrong, missing and unnamed figures are seen"))
    return 1 if bad else 0


def self_test_days():
    """Two months of daily reports: nothing wrong, then a wrong day, a zero for a day without a report, a lost success figure."""
    one = lambda v, base: {"value": v, "base": base, "state": "unavailable" if v is None else "available"}
    first = {"first_day": "2026-01-01", "last_day": "2026-01-03", "days_without_report_in_between": 1, "days_without_success_figure": 0,
             "sessions_per_day": {"busiest_day": "2026-01-03"}, "mean_sessions_by_weekday": {"Thu": 4, "Sat": 6}}
    everything = {"days_with_report": 3, "sessions": 12, "days_without_report_in_between": 30, "estimated_successes": 3,
                  "sessions_per_day": {"median": 4, "max": 6}, "mean_sessions_by_weekday": {"Thu": 4, "Sat": 6, "Mon": 2}}
    expected = {"periods": {"2026-01": first, "2026-02": {"last_day": "2026-02-02"}}, "all": everything}
    bad = 0
    for name, change, wanted in (("right", {}, 0), ("wrong day", {"2026-01-03": 5}, 4), ("zero for none", {"2026-01-02": 0}, 4),
                                 ("no success figure", {"completed": 1}, 1)):
        days = dict({"2026-01-01": 4, "2026-01-02": None, "2026-01-03": 6}, **{k: v for k, v in change.items() if k != "completed"})
        with tempfile.TemporaryDirectory() as site:
            for period, values in (("2026-01", days), ("2026-02", {"2026-02-01": None, "2026-02-02": 2})):
                reported = sum(v is not None for v in values.values())
                completed = change.get("completed", reported) if period == "2026-01" else reported
                os.makedirs(os.path.join(site, period, "data"))
                metrics = {"rep.days": one(reported, reported), "rep.completed": one(reported if period == "2026-02" else 2, completed)}
                cut = [{"label": d, "metrics": {"vol.conversations_started": one(v, 1)}} for d, v in values.items()]
                weekdays = {}
                for day, value in values.items():
                    if value is not None:
                        weekdays.setdefault(WEEKDAYS[date(day).weekday()], []).append(value)
                weekly = [{"label": w, "metrics": {"vol.conversations_started": one(sum(v), len(v))}} for w, v in weekdays.items()]
                for file, value in (("metrics.json", {"metrics": metrics}), ("breakdowns.json", {"day": cut, "weekday": weekly})):
                    with open(os.path.join(site, period, "data", file), "w", encoding="utf-8") as f:
                        json.dump(value, f)
            faults = compare(site, expected)[0]
            if len(faults) != wanted:
                print("check_expected self-test: %s: expected %d fault(s), saw %d: %s" % (name, wanted, len(faults), faults))
                bad = 1
    return bad


def main():
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--parlance")
    ap.add_argument("--data", default=os.path.join(os.environ.get("PARLANCE_SHARED", os.path.join(here, "..", "shared")), "data"))
    ap.add_argument("--keep", help="folder for the built projects (default: a temporary one)")
    ap.add_argument("--site")
    ap.add_argument("--expected")
    ap.add_argument("--self-test", action="store_true")
    a = ap.parse_args()
    if a.self_test:
        return self_test()
    bad, omitted = 0, {}
    with tempfile.TemporaryDirectory() as scratch:
        jobs = [(os.path.basename(a.site), a.site, a.expected)] if a.site else []
        if not jobs:
            for name in ("tau2", "ubuntu-irc", "letsgo"):
                if not os.path.isdir(os.path.join(a.data, name)):
                    sys.exit("check_expected: no real logs at %s" % os.path.join(a.data, name))
                jobs.append((name, build(a.parlance, a.data, name, a.keep or scratch), os.path.join(a.data, name, "expected.json")))
        for name, site, file in jobs:
            faults, _, left = report(name, site, load(file))
            bad += len(faults)
            for pattern, fields in left.items():
                omitted.setdefault(pattern, set()).update(fields)
    print("not covered:")
    for pattern in sorted(omitted):
        print("  %-40s %s" % (pattern, NOT_COVERED[pattern]))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
