#!/usr/bin/env python3
"""Every file of the example months loads, and each figure in it is published, computed and equal, or named with the reason.

  check_formats.py --parlance BINARY [--examples FOLDER] [--keep FOLDER]   build a site of all examples and hold it against them
  check_formats.py --self-test                                             proves that lost and wrong figures are seen

Every number of every file is either (a) in data/reported.json with its value, under the vendor's own name of it (percent as
share, seconds as milliseconds); (b) in data/records of that file (RECORDS); (c) a cell of a conversation row: rows are counted
file by file, and totals worked out here from the rows must equal the published metrics (TOTALS); or (d) named in NOT_SHOWN.
A number in none of these, a rule that nothing needs, and a file that no table knows are faults. Standard library only.
"""

import argparse
import collections
import csv
import datetime
import fnmatch
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zoneinfo

ZONE = "Europe/Berlin"
PERIOD = "2026-04"
S, C, K, A = "studiochat", "chanl", "chatcaptain", "avatarium"

# file -> kind that its shape must be recognised as (index of the formats)
KINDS = {
    A: {"analytics-conversations-by-day.json": "conversations-by-day", "analytics-overview-enveloped.json": "overview",
        "analytics-overview.json": "overview", "avatar-analytics.json": "avatar-analytics", "conversation-snake-case.json": "conversation",
        "conversation.json": "conversation", "conversations-list.json": "conversations", "conversations-with-messages.json": "conversations",
        "conversations.csv": "conversations-csv", "error.json": "failure", "transcripts.csv": "transcripts-csv",
        "webhook-event.json": "events", "webhook-events.jsonl": "events"},
    C: {"error.json": "failure", "eval-dataset-metadata.jsonl": "dataset-metadata", "eval-dataset-openai.jsonl": "dataset-openai",
        "eval-execution.json": "execution", "eval-executions-page1.json": "executions", "eval-executions-page2.json": "executions",
        "live-call-transcript.json": "live-call-transcript", "persona-create-response.json": "persona",
        "personas-defaults.json": "personas-defaults", "personas-list-page1.json": "personas-list",
        "personas-list-page2.json": "personas-list", "personas-list.json": "personas-list", "personas-stats-empty.json": "personas-stats",
        "personas-stats-group-by-emotion.json": "personas-stats", "personas-stats.json": "personas-stats",
        "scenarios-list.json": "scenarios-list"},
    K: {"channels.json": "channels", "chatbot.json": "chatbot", "conversation-messages.json": "messages", "conversation.json": "conversation",
        "conversations.json": "conversations", "error-403.json": "failure", "export-german-locale.csv": "export-csv",
        "export-started.json": "export-started", "export-status-completed.json": "export-status",
        "export-status-failed.json": "export-status", "export-status-pending.json": "export-status", "export.csv": "export-csv",
        "inbox-error.json": "failure", "inbox.json": "inbox", "raw-calls.json": "raw-calls", "raw-messages-bundle.json": "raw-messages",
        "report-channel-tel-by-id.json": "report-channel", "report-channel-tel.json": "report-channel",
        "report-channel-wa.json": "report-channel", "report-channel-web.json": "report-channel",
        "report-overview-by-id.json": "report-overview", "report-overview-component-list.json": "report-overview",
        "report-overview-hourly.json": "report-overview", "report-overview-wrapped.json": "report-overview",
        "report-overview.json": "report-overview", "statistics-channels.json": "channels"},
    S: {"account-analytics.json": "account-analytics", "analytics-api-tool-single.json": "analytics-api-tools",
        "analytics-api-tools.json": "analytics-api-tools", "analytics-hourly.json": "analytics",
        "analytics-kb-items.json": "analytics-kb-items", "analytics-kbs.json": "analytics-kbs", "analytics-skills.json": "analytics-skills",
        "analytics-toolkit-by-param.json": "analytics-toolkits", "analytics-toolkits.json": "analytics-toolkits",
        "analytics.json": "analytics", "conversation-batch.json": "conversations-batch", "conversation-detail.json": "conversation",
        "conversation-messages.json": "conversation-messages", "conversation-metrics-unscored.json": "conversation-metrics",
        "conversation-metrics.json": "conversation-metrics", "conversation-summaries.json": "conversations-summaries",
        "conversations-page1.json": "conversations-page", "conversations-page2.json": "conversations-page",
        "conversion-analytics-unknown-slug.json": "conversion-analytics", "conversion-analytics.json": "conversion-analytics",
        "conversion-metric.json": "conversion-metric", "conversion-metrics.json": "conversion-metrics",
        "csat-analytics-max-rating-2.json": "csat-analytics", "csat-analytics-page2.json": "csat-analytics",
        "csat-analytics.json": "csat-analytics", "csat-not-configured.json": "csat-analytics", "error-400.json": "failure",
        "error-404.json": "failure", "eval-cases.json": "eval-cases", "eval-run-results.json": "eval-run-results",
        "eval-run.json": "eval-run", "eval-runs.json": "eval-runs", "export-conversations-empty.csv": "empty",
        "export-conversations-legacy.csv": "conversations-csv-legacy", "export-conversations-with-messages.json": "conversations-export",
        "export-conversations.csv": "conversations-csv", "export-conversations.json": "conversations-export", "kb-item.json": "kb-item",
        "knowledgebases.json": "knowledgebases", "metrics-aggregate.json": "metrics-aggregate",
        "playbook-active-history.json": "playbook-active-history", "playbooks.json": "playbooks", "projects.json": "projects",
        "report-artifact.json": "report-artifact", "report-runs.json": "report-runs", "reports.json": "reports", "schedule.json": "schedule",
        "sparklines-api-tools.json": "sparklines-api-tools", "sparklines-kbs.json": "sparklines-kbs",
        "sparklines-skills.json": "sparklines-skills", "sparklines-toolkits.json": "sparklines-toolkits",
        "trending-topics-analysis.json": "trending-topics-analysis", "trending-topics-job.json": "trending-topics-job",
        "trending-topics-status-none.json": "trending-topics-status", "trending-topics-status.json": "trending-topics-status"},
}
NO_VENDOR = {S + "/export-conversations-empty.csv"}  # zero bytes: an empty export of nobody in particular

# bodies that say again what another says: that one is shown, its figures must be the same
SPOKEN_FOR = {
    K + "/report-overview-by-id.json": [K + "/report-overview.json", K + "/report-overview-wrapped.json"],
    K + "/report-overview-component-list.json": [K + "/report-overview.json", K + "/report-overview-wrapped.json"],
    K + "/report-overview.json": [K + "/report-overview.json", K + "/report-overview-wrapped.json"],
    K + "/export-german-locale.csv": [K + "/export.csv"],
    S + "/csat-analytics-max-rating-2.json": [S + "/csat-analytics.json", S + "/csat-analytics-page2.json"],
    S + "/csat-analytics-page2.json": [S + "/csat-analytics.json"],
    S + "/eval-run.json": [S + "/eval-runs.json"],
    S + "/trending-topics-analysis.json": [S + "/trending-topics-status.json"],
    S + "/analytics-api-tool-single.json": [S + "/analytics-api-tools.json"],
    S + "/analytics-toolkit-by-param.json": [S + "/analytics-toolkits.json"],
    C + "/eval-execution.json": [C + "/eval-executions-page1.json"],
    C + "/eval-dataset-metadata.jsonl": [C + "/eval-executions-page1.json", C + "/eval-executions-page2.json"],
    C + "/personas-list-page1.json": [C + "/personas-list.json"],
    C + "/personas-list-page2.json": [C + "/personas-list.json"],
}
OVERVIEW = ("STEP_EXEC_COUNT CONVERSATION_COUNT CONVERSATION_COUNT_INTERVAL CONVERSATION_LANGUAGES CONVERSATION_BY_CHANNEL_TYPE "
            "CONVERSATION_COUNT_PERIODIC_TREND CONVERSATION_MESSAGE_COUNT_MEDIAN MESSAGE_COUNT MESSAGE_COUNT_INTERVAL "
            "MESSAGE_COUNT_PERIODIC_TREND MESSAGE_LENGTH_MEDIAN INTENT_HITS INTENT_SCORE_MEDIAN INTENT_COUNT INTERACTION_COUNT "
            "INTERACTION_COUNT_INTERVAL INTERACTION_COUNT_PERIODIC_TREND").split()
CHANNEL = [n + "_FOR_CHANNEL_ID" for n in (
    "STEP_EXEC_COUNT CONVERSATION_COUNT CONVERSATION_COUNT_INTERVAL CONVERSATION_COUNT_PERIODIC_TREND CONVERSATION_LANGUAGES "
    "CONVERSATION_MESSAGE_COUNT_MEDIAN INTENT_COUNT INTENT_HITS INTENT_SCORE_MEDIAN INTERACTION_COUNT INTERACTION_COUNT_INTERVAL "
    "INTERACTION_COUNT_PERIODIC_TREND MESSAGE_COUNT MESSAGE_COUNT_INTERVAL MESSAGE_COUNT_PERIODIC_TREND MESSAGE_LENGTH_MEDIAN").split()]
CHANNEL += ("CALL_DURATION_TOTAL CALL_DURATION_PERIODIC_TREND CALL_DURATION_MEDIAN CALL_EXIT_STEP CALL_USER_INPUTS_MEDIAN "
            "CALL_END_REASON CALL_TRANSFER_TARGET").split()
COLUMNS = {"intentHits": "intents", "callDurationSeconds": "callDuration", "transferredCalls": "transferred"}  # of the flow bot's CSV

# (files, place of the number) -> kind of record, field, factor from the file's to the published value
RECORDS = {
    (C + "/eval-execution.json", "execution.duration"): ("simulations", "duration", 1),
    (C + "/eval-execution.json", "execution.overallScore"): ("simulations", "score", 1),
    (C + "/eval-execution.json", "execution.scorecardResults.overallScore"): ("simulations", "judgeScore", 1),
    (C + "/eval-executions-*.json", "executions.*.duration"): ("simulations", "duration", 1),
    (C + "/eval-executions-*.json", "executions.*.overallScore"): ("simulations", "score", 1),
    (C + "/eval-executions-*.json", "executions.*.scorecardResults.overallScore"): ("simulations", "judgeScore", 1),
    (C + "/eval-dataset-metadata.jsonl", "*.score"): ("simulations", "score", 1),
    (C + "/eval-dataset-metadata.jsonl", "*.duration"): ("simulations", "duration", 1),
    (C + "/eval-dataset-metadata.jsonl", "*.turnCount"): ("simulations", "turns", 1),
    (C + "/personas-list*.json", "data.personas.*.usage_stats.total_simulations"): ("personas", "simulations", 1),
    (C + "/personas-list*.json", "data.personas.*.usage_stats.avg_score"): ("personas", "score", 1),
    (C + "/scenarios-list.json", "data.scenarios.*.stats.total_simulations"): ("scenarios", "simulations", 1),
    (C + "/scenarios-list.json", "data.scenarios.*.stats.avg_score"): ("scenarios", "score", 1),
    (K + "/inbox.json", "byAgent.*.conversations"): ("inbox-agents", "conversations", 1),
    (K + "/inbox.json", "byAgent.*.messages"): ("inbox-agents", "messages", 1),
    (K + "/inbox.json", "byAgent.*.medianFirstResponseTime"): ("inbox-agents", "firstResponse", 1000),
    (K + "/raw-calls.json", "calls.*.durationSeconds"): ("calls", "duration", 1000),
    (K + "/raw-calls.json", "calls.*.userInputs"): ("calls", "userInputs", 1),
    (S + "/analytics-*.json", "recent.*.duration_ms"): ("tool-runs", "duration", 1),
    (S + "/conversion-analytics.json", "events.*.id"): ("conversions", "id", 1),
    (S + "/conversion-analytics.json", "events.*.value"): ("conversions", "value", 1),
    (S + "/csat-analytics*.json", "ratings.*.rating"): ("ratings", "rating", 1),
    (S + "/eval-run*.json", "**playbook_version"): ("eval-runs", "version", 1),
    (S + "/eval-run*.json", "**total_cases"): ("eval-runs", "total", 1),
    (S + "/eval-run*.json", "**passed_cases"): ("eval-runs", "passed", 1),
    (S + "/eval-run*.json", "**failed_cases"): ("eval-runs", "failed", 1),
    (S + "/eval-run*.json", "**error_cases"): ("eval-runs", "errors", 1),
    (S + "/playbook-active-history.json", "items.*.version_number"): ("activations", "version", 1),
    (S + "/playbooks.json", "*.version_number"): ("assistants", "version", 1),
    (S + "/trending-topics-*.json", "**topics.*.sentiment_breakdown.positive"): ("topics", "positive", 1),
    (S + "/trending-topics-*.json", "**topics.*.sentiment_breakdown.neutral"): ("topics", "neutral", 1),
    (S + "/trending-topics-*.json", "**topics.*.sentiment_breakdown.negative"): ("topics", "negative", 1),
}
# records that began outside the month are of no published period: the field that says when
STARTED = {"simulations": "startTime", "calls": "startedAt", "eval-runs": "created_at", "activations": "activated_at", "tool-runs": "created_at"}

# files whose numbers are cells of conversation rows: place of the list (None: the body is one row), or "lines"
ROWS = {
    A + "/conversation-snake-case.json": None, A + "/conversation.json": None, A + "/conversations-list.json": "data",
    A + "/conversations-with-messages.json": "data", A + "/conversations.csv": "lines", A + "/transcripts.csv": "lines",
    A + "/webhook-event.json": None, A + "/webhook-events.jsonl": "lines",
    K + "/conversation.json": None, K + "/conversations.json": "conversations", K + "/raw-messages-bundle.json": "members",
    K + "/conversation-messages.json": "messages",
    S + "/conversation-batch.json": "conversations", S + "/conversation-detail.json": None,
    S + "/conversation-summaries.json": "summaries", S + "/conversations-page1.json": "conversations",
    S + "/conversations-page2.json": "conversations", S + "/export-conversations-legacy.csv": "lines",
    S + "/export-conversations-with-messages.json": "conversations", S + "/export-conversations.csv": "lines",
    S + "/export-conversations.json": "conversations",
}
# files whose rows are counted too, though each number of theirs must be shown or named
LISTS = {
    C + "/eval-dataset-metadata.jsonl": "lines", C + "/eval-dataset-openai.jsonl": "lines",
    C + "/eval-executions-page1.json": "executions", C + "/eval-executions-page2.json": "executions",
    K + "/raw-calls.json": "calls", S + "/csat-analytics.json": "ratings", S + "/eval-cases.json": "list", S + "/eval-run-results.json": "list",
}

# what is not shown number by number, and why
NOT_SHOWN = {
    ("*", "**pagination.*"): "paging", ("*", "**_offset"): "paging", ("*", "total_events_filtered"): "paging",
    (C + "/eval-executions*", "total"): "paging", (S + "/report*", "total"): "paging", (S + "/eval-runs.json", "total"): "paging",
    (S + "/eval-runs.json", "page*"): "paging", (S + "/eval-runs.json", "total_pages"): "paging",
    (K + "/error-403.json", "statusCode"): "an error body; the file is listed as one",
    (K + "/report-overview-component-list.json", "components.*.id"): "the component's own number; its name is shown",
    (K + "/report-overview-wrapped.json", "request.query.interval"): "the length of the buckets, published as bucketSeconds",
    (C + "/eval-execution*", "**arguments.*"): "parameters of tools are never published",
    (C + "/eval-execution*", "execution**stepResults.*.duration"): "of one turn; the run's duration is shown, turns make the median latency",
    (C + "/eval-execution*", "**categoryScores.*"): "of one criterion group; their mean is the metric sc.score (see TOTALS)",
    (C + "/eval-execution*", "**criteriaResults.*.result"): "of one criterion; their mean is the metric sc.score",
    (S + "/analytics-api-tool*", "recent.*.request_meta.status"): "a status of HTTP; succeeded says what it means",
    (S + "/analytics-hourly.json", "winback_conversion_rate"):
        ("a rate of 0 of 0: the vendor says 0, we say nothing", lambda body, path: body["winback_sent_count"] == 0),
    (A + "/analytics-conversations-by-day.json", "data.*.avgDuration"):
        ("a mean of no conversations: the vendor says 0, we say nothing", lambda body, path: body["data"][path[1]]["conversations"] == 0),
    (S + "/analytics.json", "by_playbook.*.playbook_version"): "part of the member's name (v7)",
    (S + "/conversion-analytics-unknown-slug.json", "**"): "is_configured false: the file is listed as not configured",
    (S + "/csat-not-configured.json", "**"): "is_configured false: the file is listed as not configured",
    (S + "/eval-cases.json", "*.max_turns"): "a setting",
    (S + "/eval-run-results.json", "*.*_assertions"): "of one result; summed in eval.assertion_pass_rate (see TOTALS)",
    (S + "/conversation-metrics.json", "**"): "scores of one conversation; the export holds the same and counts",
    (S + "/reports.json", "items.*.time_window_days"): "a setting", (S + "/trending-topics-job.json", "progress"): "of a finished job",
    (S + "/trending-topics-*", "**time_window_days"): "a setting; the window is published as dates",
}

# rows of the comparison that stay open, with why: exactly these
UNEXPLAINED = {
    (A + "/analytics-conversations-by-day.json", "avgDuration", "vol.duration_mean"):
        "the vendor's mean leaves out conversations that are still open; on one day that is the only one, so it says 0",
    (C + "/personas-stats-empty.json", "active_personas", "per.active"): "an empty workspace saved beside a full one",
    (C + "/personas-stats-empty.json", "total_personas", "per.total"): "an empty workspace saved beside a full one",
    (C + "/personas-stats-empty.json", "total_simulations", "sim.count"): "an empty workspace saved beside a full one",
}


def word(text):
    return re.sub("[^a-z0-9]", "", text.lower())


def numbers(node, path=()):
    if isinstance(node, dict):
        for key, value in node.items():
            yield from numbers(value, path + (key,))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from numbers(value, path + (index,))
    elif isinstance(node, (int, float)) and not isinstance(node, bool):
        yield path, node


def read(path):
    """The body of a file: JSON, one body a line as a list, or CSV rows with numbers where cells are numbers."""
    with open(path, encoding="utf-8-sig") as f:
        text = f.read()
    if path.endswith(".json"):
        return json.loads(text)
    if path.endswith(".jsonl"):
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    if not text.strip():
        return []
    delimiter = ";" if text.split("\n", 1)[0].count(";") > text.split("\n", 1)[0].count(",") else ","
    rows = list(csv.DictReader(io.StringIO(text), delimiter=delimiter))
    number = lambda cell: float(cell.replace(",", ".")) if cell and re.fullmatch(r"-?\d+([.,]\d+)?", cell) else cell
    return [{COLUMNS.get(key, key): number(cell) for key, cell in row.items()} for row in rows]


def named(file, path):
    """Keys of the place, with the names of a flow bot's components where it uses their numbers."""
    keys = [str(key) for key in path if not isinstance(key, int)]
    if keys and keys[0].isdigit() and "report-" in file:
        names = CHANNEL if "report-channel" in file else OVERVIEW
        keys[0] = names[int(keys[0])] if int(keys[0]) < len(names) else keys[0]
    return keys


def close(a, b):
    return abs(a - b) <= 1e-9 * max(1, abs(a))


def covers(rule, file, place):
    """True when a rule is about this number: `*` is one key, `**` any keys or a part of one."""
    pattern = re.escape(rule[1]).replace(r"\*\*", ".*").replace(r"\*", "[^.]*")
    return fnmatch.fnmatch(file, rule[0]) and re.fullmatch(pattern, place) is not None


def holds(reason, body, path):
    """A reason with a condition holds only where the condition does."""
    return isinstance(reason, str) or reason[1](body, path)


class Figures:
    """Reported figures by file; each can answer for one number of a file only."""

    def __init__(self, reported):
        self.of = collections.defaultdict(list)
        for row in reported["rows"]:
            figure = dict(zip(reported["columns"], row))
            if figure["value"] is not None:
                self.of[reported["bodies"][figure["body"]]["file"].split("exports/", 1)[1]].append(figure)

    def take(self, file, source, keys, value, used):
        wanted = [word(key) for key in keys]
        for index, figure in enumerate(self.of.get(source, [])):
            if (source, index) in used or not set(word(part) for part in figure["quantity"].split(".")) <= set(wanted):
                continue
            member = figure.get("member")
            scales = {"share": (0.01, 1), "milliseconds": (1, 1000)}.get(figure["unit"], (1,))
            if any(close(value * scale, figure["value"]) for scale in scales):
                used.add((source, index))
                return True
        return False


def components(file, body, path):
    """The name of a listed component, which stands beside its data."""
    if body is not None and isinstance(body, dict) and path[:1] == ("components",):
        return [OVERVIEW[body["components"][path[1]]["id"]]]
    return []


def check_file(file, body, figures, records, left, rules):
    """Faults of one file: numbers that nothing shows."""
    faults, used = [], set()
    sources = [file] + [other for other in SPOKEN_FOR.get(file, []) if other != file]
    wanted = collections.defaultdict(list)
    for path, value in numbers(body):
        place = ".".join(str(key) for key in path)
        rule = next((r for r in NOT_SHOWN if covers(r, file, place) and holds(NOT_SHOWN[r], body, path)), None)
        record = next((r for r in RECORDS if covers(r, file, place)), None)
        keys = components(file, body, path) + named(file, path)
        if rule:
            rules.add(rule)
            left["named"] += 1
        elif record:
            rules.add(record)
            wanted[record].append((path, value))
        elif any(figures.take(file, source, keys, value, used) for source in sources):
            left["reported"] += 1
        elif file in ROWS:
            left["in rows"] += 1
        else:
            faults.append("%s: %s (%s) is neither shown nor named" % (file, place, value))
    for rule, values in wanted.items():
        kind, field, factor = RECORDS[rule]
        have = collections.Counter()
        own = file in records.get(kind, {})
        for source in sources[:1] if own else sources[1:]:
            for row in records.get(kind, {}).get(source, []):
                cell = row.get(field)
                have[round(float(cell), 9) if cell not in (None, "") else None] += 1
        for path, value in values:
            key = round(value * factor, 9)
            if started_outside(kind, body, path):
                left["of other months"] += 1
            elif have[key]:
                have[key] -= 1
                left["in records"] += 1
            else:
                faults.append("%s: %s (%s) is in no published record (%s.%s)" % (file, ".".join(map(str, path)), value, kind, field))
    return faults


def started_outside(kind, body, path):
    """True when the record that holds the number began outside the published period."""
    node, moment = body, None
    for key in path[:-1]:
        node = node[key]
        moment = node.get(STARTED.get(kind), moment) if isinstance(node, dict) else moment
    return moment is not None and not in_period(moment)


def in_period(moment):
    local = datetime.datetime.fromisoformat(moment.replace("Z", "+00:00"))
    local = local if local.tzinfo else local.replace(tzinfo=datetime.timezone.utc)
    return local.astimezone(zoneinfo.ZoneInfo(ZONE)).strftime("%Y-%m") == PERIOD


def rows_in(body, place):
    if place is None:
        return 1
    if place in ("lines", "list", "members"):
        return len(body)
    return len(body[place])


def totals(bodies):
    """Figures of the month worked out from the rows of all vendors: metric -> (part, value)."""
    studio = [c for c in bodies[S + "/export-conversations-with-messages.json"]["conversations"] if in_period(c["last_message_at"])]
    avatars = bodies[A + "/conversations-with-messages.json"]["data"]
    avatars = [c for c in avatars if in_period(c["messages"][-1]["createdAt"] if c["messages"] else c["createdAt"])]
    bundle = bodies[K + "/raw-messages-bundle.json"]
    flows = [c for c in bodies[K + "/conversations.json"]["conversations"] if c["environment"] == "live" and in_period(c["created"])]
    calls = [c for c in bodies[K + "/raw-calls.json"]["calls"] if c["conversationId"] in {f["id"] for f in flows}]
    transferred = sum(c["endReason"] == "transferred" for c in calls)
    results = [r for r in bodies[S + "/eval-run-results.json"] if r["status"] != "error"]
    runs = sum((bodies[C + "/eval-executions-page%d.json" % n]["executions"] for n in (1, 2)), [])
    runs = [r for r in runs if in_period(r["startTime"])]
    scored = [r["overallScore"] for r in runs if r.get("overallScore") is not None]
    ratings = [r["rating"] for f in ("csat-analytics.json", "csat-analytics-page2.json") for r in bodies[S + "/" + f]["ratings"]]
    messages = sum(c["message_count"] for c in studio) + sum(len(c["messages"]) for c in avatars)
    return {
        "vol.conversations": ("value", len(studio) + len(avatars) + len(flows)),
        "vol.messages": ("value", messages + sum(len(bundle[f["id"]]["messages"]) for f in flows)),
        "hof.count": ("value", sum(c["has_handoff"] for c in studio) + sum(c["escalated"] for c in avatars) + transferred),
        "cost.tokens_total": ("value", sum(c["tokenUsage"] for c in avatars)),
        "call.count": ("value", len(calls)),
        "call.duration_total": ("value", 1000 * sum(c["durationSeconds"] for c in calls)),
        "call.transferred": ("value", transferred),
        "eval.assertion_pass_rate": ("numerator", sum(r["passed_assertions"] for r in results)),
        "eval.results": ("value", len(bodies[S + "/eval-run-results.json"])),
        "sim.count": ("value", len(runs)),
        "sim.score": ("value", sum(scored) / len(scored)),
        "sc.verdicts": ("value", sum(len((r.get("scorecardResults") or {}).get("criteriaResults", [])) for r in runs)),
        "csat.rated": ("value", len(ratings)),
        "csat.mean": ("value", sum(ratings) / len(ratings)),
        "cnv.value": ("value", sum(e["value"] for e in bodies[S + "/conversion-analytics.json"]["events"])),
    }


def check_reconciliation(table):
    faults, rows = [], []
    for row in table["rows"]:
        rows.append(dict(zip([c["id"] for c in table["columns"]], row)))
    seen = {(r["file"].split("exports/", 1)[1], r["quantity"], r["metric"]) for r in rows if r["verdict"] == "unexplained"}
    faults += ["comparison: %s %s (%s) is unexplained" % row for row in sorted(seen - set(UNEXPLAINED))]
    faults += ["comparison: %s %s (%s) is explained now; strike it from UNEXPLAINED" % row for row in sorted(set(UNEXPLAINED) - seen)]
    compared = 0
    for row in rows:
        file = row["file"].split("exports/", 1)[1]
        if row["verdict"] in ("equal", "within-rounding"):
            compared += 1
            if row["reported"] is not None and row["computed"] is not None:
                within = abs(row["reported"] - row["computed"]) <= row["tolerance"] + 1e-9
                if not within or (row["verdict"] == "equal" and not close(row["reported"], row["computed"])):
                    faults.append("comparison: %s %s is called %s: %s and %s" % (file, row["quantity"], row["verdict"], row["reported"], row["computed"]))
        elif row["verdict"] == "explained":
            compared += 1
            if not row["cause"]:
                faults.append("comparison: %s %s is explained by nothing" % (file, row["quantity"]))
    for file, least in ((S + "/analytics.json", 40), (S + "/metrics-aggregate.json", 30)):
        held = sum(r["file"].endswith(file) and r["verdict"] in ("equal", "within-rounding", "explained") for r in rows)
        if held < least:
            faults.append("comparison: only %d figures of %s are held against the rows, %d or more are comparable" % (held, file, least))
    return faults, compared


def check(site, examples, inspected):
    """(faults, {how a number is accounted for: numbers}, figures compared)"""
    data = os.path.join(site, PERIOD, "data")
    load = lambda *parts: json.load(open(os.path.join(*parts), encoding="utf-8"))
    figures, metrics = Figures(load(data, "reported.json")), load(data, "metrics.json")["metrics"]
    records = {}
    for name in os.listdir(os.path.join(data, "records")):
        if name.endswith(".json"):
            table = load(data, "records", name)
            for row in table["rows"]:
                row = dict(zip([c["id"] for c in table["columns"]], row))
                records.setdefault(name[:-5], {}).setdefault(row["file"].split("exports/", 1)[1], []).append(row)
    inputs = {i["path"].split("exports/", 1)[1]: i for i in load(site, "manifest.json")["inputs"]}
    inventory = load(data, "inventory.json")
    at = [c["id"] for c in inventory["columns"]].index("file")
    listed = {row[at].split("exports/", 1)[1] for row in inventory["rows"]}
    kinds = {f["path"].split("exports/", 1)[1]: f for f in inspected["files"]}
    faults, left, rules, bodies = [], collections.Counter(), set(), {}
    for vendor in sorted(KINDS):
        present = sorted(os.listdir(os.path.join(examples, vendor)))
        faults += ["%s/%s: no kind is expected of it; add it to KINDS" % (vendor, n) for n in present if n not in KINDS[vendor]]
        faults += ["%s/%s: is gone from the examples" % (vendor, n) for n in KINDS[vendor] if n not in present]
        for name in present:
            file = vendor + "/" + name
            bodies[file] = read(os.path.join(examples, file))
            seen = kinds.get(file, {})
            if seen.get("kind") != KINDS[vendor].get(name) or seen.get("vendor") != (None if file in NO_VENDOR else vendor):
                faults.append("%s: taken for %s of %s" % (file, seen.get("kind"), seen.get("vendor")))
            if file not in inputs:
                faults.append("%s: not among the inputs of manifest.json" % file)
                continue
            if file not in listed:
                faults.append("%s: not in the list of input files" % file)
            if file in ROWS or file in LISTS:
                entry, rows = inputs[file], rows_in(bodies[file], {**ROWS, **LISTS}[file])
                if entry["rowsUsed"] + entry["rowsReplaced"] + entry["rowsRejected"] != rows or entry["rowsRejected"]:
                    faults.append("%s: holds %d rows, %d used, %d replaced, %d rejected" % (
                        file, rows, entry["rowsUsed"], entry["rowsReplaced"], entry["rowsRejected"]))
            faults += check_file(file, bodies[file], figures, records, left, rules)
    faults += ["the rule %s of %s fits no number" % (r[1], r[0]) for r in list(RECORDS) + list(NOT_SHOWN) if r not in rules]
    if not faults or len(bodies) == sum(map(len, KINDS.values())):
        for metric, (part, value) in totals(bodies).items():
            got = metrics.get(metric, {}).get(part)
            if got is None or not close(value, got):
                faults.append("%s.%s: the rows of the examples give %s, published is %s" % (metric, part, value, got))
            left["totals"] += 1
    wrong, compared = check_reconciliation(load(data, "reconciliation.json"))
    return faults + wrong, left, compared


def build(parlance, examples, work):
    project = os.path.join(work, "examples")
    shutil.copytree(examples, os.path.join(project, "exports"))
    with open(os.path.join(project, "parlance.json"), "w", encoding="utf-8") as f:
        json.dump({"title": "Examples", "zone": ZONE, "locale": "en", "period": "month", "output": "site",
                   "sources": [{"id": "examples", "name": "examples", "paths": ["exports"]}]}, f)
    site = os.path.join(project, "site")
    run = subprocess.run([parlance, "build", project, "--output", site, "--now", "2026-07-01T00:00:00Z", "--quiet"],
                         capture_output=True, text=True)
    seen = subprocess.run([parlance, "inspect", "--json", os.path.join(project, "exports")], capture_output=True, text=True)
    if run.returncode != 0 or seen.returncode not in (0, 3):
        sys.exit("check_formats: parlance ended with %d and %d\n%s%s" % (run.returncode, seen.returncode, run.stderr, seen.stderr))
    return site, json.loads(seen.stdout)


def seeded(site, examples, inspected):
    """Faults put into copies of the published data must be seen: one figure, one record, one row count, one kind, one verdict."""
    period = os.path.join(PERIOD, "data")

    def edit(folder, name, change):
        path = os.path.join(folder, name)
        with open(path, encoding="utf-8") as f:
            value = json.load(f)
        change(value)
        with open(path, "w", encoding="utf-8") as f:
            json.dump(value, f)

    def wrong_figure(d):
        body = next(i for i, b in enumerate(d["bodies"]) if b["file"].endswith(S + "/metrics-aggregate.json"))
        quantity, value = (d["columns"].index(name) for name in ("quantity", "value"))
        next(r for r in d["rows"] if r[0] == body and r[quantity] == "total_scored_conversations")[value] += 1

    def lost_figure(d):
        body = next(i for i, b in enumerate(d["bodies"]) if b["file"].endswith("report-channel-wa.json"))
        d["rows"].remove([r for r in d["rows"] if r[0] == body][-1])

    def wrong_verdict(d):
        at = [c["id"] for c in d["columns"]].index("verdict")
        next(r for r in d["rows"] if r[at] == "equal")[at] = "unexplained"

    def wrong_record(d):
        at = [c["id"] for c in d["columns"]].index("rating")
        d["rows"][0][at] += 1

    cases = [("wrong figure", os.path.join(period, "reported.json"), wrong_figure), ("lost figure", os.path.join(period, "reported.json"), lost_figure),
             ("wrong verdict", os.path.join(period, "reconciliation.json"), wrong_verdict),
             ("wrong record", os.path.join(period, "records", "ratings.json"), wrong_record),
             ("lost row", "manifest.json", lambda d: next(i for i in d["inputs"] if i["path"].endswith("conversations-list.json")).update(rowsUsed=23)),
             ("wrong total", os.path.join(period, "metrics.json"), lambda d: d["metrics"]["hof.count"].update(value=14))]
    missed = []
    for name, file, change in cases:
        with tempfile.TemporaryDirectory() as work:
            copy = os.path.join(work, "site")
            shutil.copytree(site, copy)
            edit(copy, file, change)
            if not check(copy, examples, inspected)[0]:
                missed.append(name)
    return ["seeded fault not seen: " + name for name in missed], len(cases)


def self_test():
    """The matching alone, without the tool."""
    figure = lambda q, v, unit="count": {"quantity": q, "value": v, "unit": unit}
    file = S + "/x.json"
    cases = [("right", {"a_pct": 25.0, "n": 2}, [figure("a_pct", 0.25, "share"), figure("n", 2)], 0),
             ("wrong value", {"n": 3}, [figure("n", 2)], 1), ("another's name", {"n": 2}, [figure("m", 2)], 1),
             ("one figure for two numbers", {"list": [{"n": 2}, {"n": 2}]}, [figure("n", 2)], 1),
             ("seconds", {"wait": 2}, [figure("wait", 2000, "milliseconds")], 0), ("null is no number", {"n": None}, [], 0)]
    bad = 0
    for name, body, published, wanted in cases:
        columns = ["body", "quantity", "value", "unit"]
        rows = [[0] + [f[name] for name in columns[1:]] for f in published]
        figures = Figures({"bodies": [{"file": "exports/" + file}], "columns": columns, "rows": rows})
        faults = check_file(file, body, figures, {}, collections.Counter(), set())
        if len(faults) != wanted:
            print("check_formats self-test: %s: expected %d fault(s), saw %s" % (name, wanted, faults))
            bad = 1
    print("check_formats self-test: %s" % ("FAILED" if bad else "lost, wrong and unnamed figures are seen"))
    return bad


def main():
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    shared = os.environ.get("PARLANCE_SHARED", os.path.join(here, "..", "shared"))
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--parlance")
    ap.add_argument("--examples", default=os.path.join(shared, "formats", "examples"))
    ap.add_argument("--keep", help="folder for the built project (default: a temporary one)")
    ap.add_argument("--self-test", action="store_true")
    a = ap.parse_args()
    if a.self_test:
        return self_test()
    if not os.path.isdir(a.examples):
        sys.exit("check_formats: no examples at %s" % a.examples)
    with tempfile.TemporaryDirectory() as scratch:
        site, inspected = build(a.parlance, a.examples, a.keep or scratch)
        faults, left, compared = check(site, a.examples, inspected)
        missed, seeds = seeded(site, a.examples, inspected) if not faults else ([], 0)
    for fault in (faults + missed)[:60]:
        print("formats: %s" % fault)
    print("formats: %d files; numbers %s; %d figures of vendors held against rows; %d of %d seeded faults seen; %d faults" % (
        sum(map(len, KINDS.values())), ", ".join("%s %d" % pair for pair in sorted(left.items())), compared, seeds - len(missed), seeds,
        len(faults)))
    for row, why in sorted(UNEXPLAINED.items()):
        print("  open: %-55s %s" % (" ".join(row[:2]), why))
    for reason in sorted({r if isinstance(r, str) else r[0] for r in NOT_SHOWN.values()}):
        print("  not shown: %s" % reason)
    return 1 if faults or missed else 0


if __name__ == "__main__":
    sys.exit(main())
