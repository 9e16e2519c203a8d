#!/usr/bin/env python3
"""Builds Acme Outdoor and Atlas Travel and compares the published data with figures worked out here, from the exports alone.

  check_examples.py --parlance BINARY [--keep FOLDER]

A second implementation on purpose: plain loops over JSON, no block, no thread, no merge. Besides: the set of periods, the
same bytes for one, two and three jobs, and that building again touches no file. Standard library only.
"""

import argparse
import datetime as dt
import glob
import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

from check_atomic import build as run, digest
from check_expected import Period, agrees

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
EXAMPLES = os.path.join(ROOT, "Examples")
sys.path.insert(0, EXAMPLES)
from company import berlin_offset  # noqa: E402


def when(text):
    return dt.datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=dt.timezone.utc)


def local(text):
    """Local time in Berlin; the clock changes at 1:00 UTC."""
    at = when(text)
    day = at.date() if at.hour >= 1 else at.date() - dt.timedelta(days=1)
    return at + dt.timedelta(hours=berlin_offset(day))


def bodies(path):
    with open(path, "rb") as f:
        data = f.read()
    if path.endswith(".gz"):
        data, path = gzip.decompress(data), path[:-3]
    if path.endswith(".ndjson"):
        return [json.loads(line) for line in data.splitlines()]
    return json.loads(data)["conversations"]


def quantile(values, p):
    """Type 7."""
    values = sorted(values)
    at = (len(values) - 1) * p
    low = int(at)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (at - low)


def share(part, whole):
    return (sum(map(bool, part)), len(whole))


def figures(rows, everything, month):
    """metric -> (part, expected)"""
    scored = [r for r in rows if r["sentiment_label"]]
    kept = [r for r in scored if not r["has_handoff"] and r["deflection_quality"]]
    reasons = [r for r in scored if r["has_handoff"] and r["handoff_reason"]]
    answers = [m["metadata"]["response_latency_ms"] for r in rows for m in r["messages"]
               if m["role"] == "assistant" and m["metadata"].get("response_latency_ms") is not None]
    means = [r["avg_response_latency_ms"] for r in rows if r["avg_response_latency_ms"] is not None]
    sent = [m for r in everything for m in r["messages"] if local(m["created_at"]).strftime("%Y-%m") == month]
    calls = [c for r in everything for m in r["messages"] for c in m["tool_calls"] if local(c["created_at"]).strftime("%Y-%m") == month]
    started = [r for r in everything if local(r["first_message_at"]).strftime("%Y-%m") == month]
    n = len(rows)
    out = {
        "vol.conversations": ("value", n), "vol.conversations_started": ("value", len(started)),
        "vol.messages": ("value", sum(r["message_count"] for r in rows)), "vol.messages_sent": ("value", len(sent)),
        "vol.messages_user": ("value", sum(m["role"] == "user" for m in sent)),
        "vol.messages_assistant": ("value", sum(m["role"] == "assistant" and not m["is_winback"] for m in sent)),
        "vol.msgs_per_conv_median": ("value", quantile([r["message_count"] for r in rows], 0.5)),
        "vol.winback_sent": ("value", sum(bool(r["winback_sent_at"]) for r in rows)),
        "hof.count": ("value", sum(r["has_handoff"] for r in rows)), "out.error_conversations": ("value", sum(r["has_error"] for r in rows)),
        "lat.mean": ("value", sum(answers) / len(answers)), "lat.p50": ("value", quantile(answers, 0.5)), "lat.p95": ("value", quantile(answers, 0.95)),
        "lat.p99": ("value", quantile(answers, 0.99)), "lat.max": ("value", max(answers)), "lat.conversation_mean": ("value", sum(means) / len(means)),
        "tool.calls": ("value", len(calls)), "tool.failures": ("value", sum(c["is_error"] for c in calls)),
        "tool.duration_p50": ("value", quantile([c["duration_ms"] for c in calls], 0.5)),
        "cost.tokens_in": ("value", sum(m.get("input_tokens") or 0 for r in rows for m in r["messages"])),
        "cost.tokens_out": ("value", sum(m.get("output_tokens") or 0 for r in rows for m in r["messages"])),
        "cost.total": ("value", sum(m.get("cost_usd") or 0 for r in rows for m in r["messages"])),
    }
    shares = {
        "out.deflection_rate": share([not r["has_handoff"] for r in rows], rows), "out.handoff_rate": share([r["has_handoff"] for r in rows], rows),
        "err.rate": share([r["has_error"] for r in rows], rows), "dq.scored_coverage": share(scored, rows),
        "out.dq_resolved": share([r["deflection_quality"] == "resolved" for r in kept], kept),
        "out.resolution_rate_scored": share([r["deflection_quality"] == "resolved" for r in kept], scored),
        "sen.negative": share([r["sentiment_label"] == "negative" for r in scored], scored),
        "hof.reason_policy": share([r["handoff_reason"] == "policy" for r in reasons], reasons),
        "lat.slo_share": share([a > 5000 for a in answers], answers), "tool.success_rate": share([not c["is_error"] for c in calls], calls),
        "ast.multi_share": share([len({p["name"] for p in r["playbooks_info"]}) > 1 for r in rows], rows),
    }
    for metric, (part, whole) in shares.items():
        out[metric] = ("value", part / whole if whole else None)
        out[metric + " "] = ("numerator", part)
        out[metric + "  "] = ("denominator", whole)
    return out


def groups(rows):
    def count(key):
        table = {}
        for row in rows:
            entry = table.setdefault(key(row), [0, 0])
            entry[0] += 1
            entry[1] += row["has_handoff"]
        return table
    return {"assistant": count(lambda r: r["playbook_name"]), "inbox": count(lambda r: r["inbox_name"]),
            "day": count(lambda r: local(r["last_message_at"]).strftime("%Y-%m-%d"))}


def compare(site, exports):
    rows = load_shop(exports)
    months = {}
    for row in rows:
        months.setdefault(local(row["last_message_at"]).strftime("%Y-%m"), []).append(row)
    found = sorted(d for d in os.listdir(site) if re.fullmatch(r"\d{4}-\d\d", d))
    faults, compared = [], 0
    if found != sorted(months):
        faults.append("periods are %s, expected %s" % (found, sorted(months)))
    for month in found:
        period = Period(os.path.join(site, month))
        for metric, (part, value) in sorted(figures(months.get(month, []), rows, month).items()):
            compared += 1
            try:
                got = period.part(period.metrics, metric.strip(), part)
            except KeyError as problem:
                got = problem.args[0]
            if isinstance(got, str) or not agrees(value, got, 7):
                faults.append("%s %s.%s: expected %s, published %s" % (month, metric.strip(), part, value, got))
        for dimension, table in groups(months.get(month, [])).items():
            published = {g["label"]: g["metrics"] for g in period.breakdowns.get(dimension, [])}
            for label in sorted(set(table) | set(published)):
                for metric, value in zip(("vol.conversations", "hof.count"), table.get(label, (0, 0))):
                    compared += 1
                    got = period.part(published[label], metric, "value") if label in published else None
                    if not agrees(value, got, 0):
                        faults.append("%s %s %s %s: expected %s, published %s" % (month, dimension, label, metric, value, got))
    return faults, compared


def chats_only(work, example):
    """An example with Studio Chat alone and nothing but conversations: what `figures` knows."""
    project = os.path.join(work, os.path.basename(example) + "-chats")
    shutil.copytree(example, project, ignore=shutil.ignore_patterns("chatcaptain", "avatarium", "chanl"))
    for path in glob.glob(os.path.join(project, "exports", "studiochat", "*", "**"), recursive=True):
        if os.path.isfile(path) and not os.path.basename(path).startswith(("conversations", "export")):
            os.remove(path)
    path = os.path.join(project, "parlance.json")
    with open(path, encoding="utf-8") as f:
        text = f.read()
    with open(path, "w", encoding="utf-8") as f:
        f.write(re.sub(r'"sources": \[.*?\n  \],', '"sources": [{ "id": "chats", "vendor": "studiochat", "paths": ["exports"] }],', text, flags=re.S))
    return project


def any_of(exports, pattern):
    """Every JSON body that matches, as (month of its folder, body); wrappers and envelopes removed."""
    for path in sorted(glob.glob(os.path.join(exports, pattern))):
        with open(path, "rb") as f:
            data = f.read()
        text = (gzip.decompress(data) if path.endswith(".gz") else data).decode()
        if ".jsonl" in path:
            yield os.path.basename(os.path.dirname(path)), [json.loads(line) for line in text.splitlines()]
            continue
        body = json.loads(text)
        body = body.get("response", body) if isinstance(body, dict) else body
        yield os.path.basename(os.path.dirname(path)), body.get("data", body) if isinstance(body, dict) and ("success" in body or "meta" in body) else body


def month_of(text):
    return local(text[:19] + "Z").strftime("%Y-%m")


def vendor_figures(exports, month):
    """What the other vendors' rows give for one month of Berlin."""
    channel = {c["id"]: c["channelType"] for _, b in any_of(exports, "chatcaptain/*/conversations.json.gz") for c in b["conversations"]}
    live = {c["id"] for _, b in any_of(exports, "chatcaptain/*/conversations.json.gz") for c in b["conversations"] if c["environment"] == "live"}
    talks = {k: v for _, b in any_of(exports, "chatcaptain/*/raw-messages.json.gz") for k, v in b.items() if k in live}
    heard = [m for t in talks.values() for m in t["messages"] if not m["outgoing"] and month_of(m["created"]) == month]
    intents = [m["intent"]["score"] for m in heard if "intent" in m]
    steps = [s for t in talks.values() for s in t["steps"] if month_of(s["executedAt"]) == month]
    calls = [c for _, b in any_of(exports, "chatcaptain/*/raw-calls.json.gz") for c in b["calls"] if month_of(c["startedAt"]) == month]
    lengths = [c["durationSeconds"] * 1000 for c in calls]
    rated = {r["conversation_id"]: r["rating"] for _, b in any_of(exports, "studiochat/*/csat-analytics.json") for r in b["ratings"] if month_of(r["rated_at"]) == month}
    sold = {e["id"]: e for _, b in any_of(exports, "studiochat/*/conversion-analytics-*.json") for e in b["events"] if month_of(e["occurred_at"]) == month}
    tests = [e for _, b in any_of(exports, "chanl/*/executions-page-*.json.gz") for e in b["executions"] if month_of(e["startTime"]) == month]
    scores = [e["overallScore"] for e in tests if "overallScore" in e]
    judged = [e["scorecardResults"]["passed"] for e in tests if "scorecardResults" in e]
    seen = [r for _, b in any_of(exports, "studiochat/%s/eval-run-results" % month + "/*.json") for r in b]
    kiosk = [c for _, b in any_of(exports, "avatarium/*/conversations.json.gz") for c in b if month_of(c["createdAt"]) == month]
    out = {"call.count": len(calls), "call.duration_total": sum(lengths), "call.duration_median": quantile(lengths, 0.5),
           "call.user_inputs_median": quantile([c["userInputs"] for c in calls], 0.5), "call.transferred": sum(bool(c["transferTarget"]) for c in calls),
           "int.hits": len(intents), "int.score_median": quantile(intents, 0.5), "vol.step_exec": len(steps),
           "csat.rated": len(rated), "csat.score": sum(r >= 4 for r in rated.values()) / len(rated), "csat.dsat": sum(r <= 2 for r in rated.values()) / len(rated),
           "csat.mean": sum(rated.values()) / len(rated), "cnv.events": len(sold), "cnv.converting": len({e["conversation_id"] for e in sold.values()}),
           "sim.count": len(tests), "sim.score": sum(scores) / len(scores), "sim.success_rate": sum(judged) / len(judged), "per.total": 10, "per.unused": 1,
           "eval.results": len(seen), "eval.case_pass_rate": sum(r["status"] == "passed" for r in seen) / sum(r["status"] != "error" for r in seen)}
    out.update(joined_figures(exports, month))
    if kiosk:
        out["goal.count"] = sum(len(c["goals"]) for c in kiosk)
        out["out.completion_rate"] = sum(bool(c["goals"]) for c in kiosk) / len(kiosk)
    assert len(channel) >= len(live)
    return out


LISTS_END = dt.datetime(2026, 3, 18, 23, tzinfo=dt.timezone.utc)


def load_shop(exports):
    """Conversations of the shop by id, the newest of each."""
    rows = {}
    for path in sorted(glob.glob(os.path.join(exports, "studiochat", "*", "*"))):
        if os.path.basename(path).startswith(("conversations", "export")):
            for row in bodies(path):
                key = row["conversation_id"]
                if key is not None and (key not in rows or row["last_message_at"] > rows[key]["last_message_at"]):
                    rows[key] = row
    return list(rows.values())


def joined_figures(exports, month):
    """Ratings and sales followed from the conversations of the shop: its lists cover January to 18 March of Berlin."""
    talks = load_shop(exports)
    rated = {r["conversation_id"] for _, b in any_of(exports, "studiochat/*/csat-analytics.json") for r in b["ratings"]}
    sales = {e["id"]: e for _, b in any_of(exports, "studiochat/*/conversion-analytics-*.json") for e in b["events"]}
    began = {r["conversation_id"]: when(r["first_message_at"]) for r in talks if r["first_message_at"]}
    week = dt.timedelta(days=7)
    bought = {e["conversation_id"] for e in sales.values()
              if e["conversation_id"] in began and dt.timedelta(0) <= when(e["occurred_at"]) - began[e["conversation_id"]] < week}
    ended = [r for r in talks if month_of(r["last_message_at"]) == month and r["has_handoff"] is not None]
    kept = [r["conversation_id"] for r in ended if not r["has_handoff"]]
    passed = [r["conversation_id"] for r in ended if r["has_handoff"]]
    followed = [c for c, at in began.items() if month_of(at.strftime("%Y-%m-%dT%H:%M:%SZ")) == month and at + week <= LISTS_END]
    return {"csat.response_rate": sum(c in rated for c in kept) / len(kept), "csat.response_rate_handoff": sum(c in rated for c in passed) / len(passed),
            "csat.unknown": 0, "cnv.rate_cohort_any": sum(c in bought for c in followed) / len(followed)}


def compare_vendors(site, exports):
    faults, compared = [], 0
    for month in ("2026-01", "2026-02", "2026-03"):
        period = Period(os.path.join(site, month))
        for metric, value in sorted(vendor_figures(exports, month).items()):
            compared += 1
            try:
                got = period.part(period.metrics, metric, "value")
            except KeyError as problem:
                got = problem.args[0]
            few = period.metrics.get(metric, {}).get("state") == "too-few"
            if not few and (isinstance(got, str) or not agrees(value, got, 7)):
                faults.append("%s %s: expected %s, published %s" % (month, metric, value, got))
    return faults, compared


def build(parlance, project, site, *more):
    run([parlance, "build", project, "--output", site, "--now", "2026-03-19T06:00:00Z", "--quiet", *more])


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--parlance", required=True)
    ap.add_argument("--keep")
    a = ap.parse_args()
    bad = 0
    with tempfile.TemporaryDirectory() as scratch:
        work = a.keep or scratch
        atlas = os.path.join(work, "atlas")
        subprocess.run([sys.executable, os.path.join(EXAMPLES, "make_atlas.py"), atlas], check=True)
        for name, project, judge in (
                ("acme", os.path.join(EXAMPLES, "acme"), compare_vendors), ("acme-chats", chats_only(work, os.path.join(EXAMPLES, "acme")), compare),
                ("atlas-chats", chats_only(work, atlas), compare)):
            site = os.path.join(work, name + "-site")
            build(a.parlance, project, site)
            faults, compared = judge(site, os.path.join(project, "exports"))
            once = digest(site)
            for jobs in ("1", "2", "3"):
                other = os.path.join(work, "%s-site-%s" % (name, jobs))
                build(a.parlance, project, other, "--jobs", jobs)
                if digest(other) != once:
                    faults.append("with %s jobs the bytes differ" % jobs)
            before = {f: os.stat(f).st_mtime_ns for f in glob.glob(os.path.join(site, "**"), recursive=True) if os.path.isfile(f)}
            build(a.parlance, project, site)
            if digest(site) != once:
                faults.append("building again changes bytes")
            touched = [f for f, t in before.items() if not os.path.exists(f) or os.stat(f).st_mtime_ns != t]
            if touched:
                faults.append("building again writes %d unchanged files" % len(touched))
            for fault in faults[:30]:
                print("%s: %s" % (name, fault))
            print("%s: %d figures compared, %d faults" % (name, compared, len(faults)))
            bad += len(faults)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
