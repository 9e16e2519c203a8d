"""Faults in what vendors export, for check_bad_input.py: name, change of the good project, exit codes, words that must be told.

Bodies are made here from the invented shop's own (Examples/make_acme.py). Standard library only.
"""

import functools
import gzip
import json

FINE, DATA = 0, 3
SECRET = "zebra-secret-4711"


@functools.cache
def made():
    from make_acme import files
    return files()


def acme(path):
    return json.loads(made()[path])


def put(case, name, body):
    case.raw(json.dumps(body, ensure_ascii=False).encode(), name)


def csv_rows(case, line_end="\r\n", bom=b"", quote_all=False, columns=None):
    """The current CSV layout of the good rows, with ids of its own."""
    names = ["conversation_id", "inbox_name", "playbook_name", "playbook_version", "playbooks_info", "message_count", "first_message_at", "last_message_at",
             "first_user_message", "last_assistant_message", "has_handoff", "has_error", "tags", "skills", "avg_response_latency_ms", "sentiment_label",
             "sentiment_reason", "resources_label", "resources_reason", "summary", "model"]
    names = columns or names

    def cell(row, name):
        value = row.get(name)
        if name == "conversation_id":
            value = "csv-%s" % value
        if name == "playbooks_info":
            value = ", ".join(repr(v) for v in value or [])
        elif isinstance(value, list):
            value = ", ".join(value)
        elif isinstance(value, bool):
            value = "true" if value else "false"
        text = "" if value is None else str(value)
        return '"%s"' % text.replace('"', '""') if quote_all or any(c in text for c in ',"\r\n') else text
    lines = [",".join(names)] + [",".join(cell(r, n) for n in names) for r in case.good]
    return bom + (line_end.join(lines) + line_end).encode()


def deep_null(value):
    """The same shape with null in every leaf that is no id, no time and no list."""
    if isinstance(value, dict):
        return {k: v if k.endswith("id") or k.endswith("_at") or k in ("startTime", "success") else deep_null(v) for k, v in value.items()}
    if isinstance(value, list):
        return [deep_null(v) for v in value]
    return None


def as_text(value):
    """Numbers as strings."""
    if isinstance(value, dict):
        return {k: as_text(v) for k, v in value.items()}
    if isinstance(value, list):
        return [as_text(v) for v in value]
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


BODIES = ["studiochat/2026-01/analytics.json", "studiochat/2026-01/account-analytics.json", "studiochat/2026-01/metrics-aggregate.json",
          "studiochat/2026-01/csat-analytics.json", "studiochat/2026-01/conversion-metrics.json", "studiochat/2026-01/conversion-analytics-order-placed.json",
          "studiochat/2026-01/analytics-api-tools.json", "studiochat/2026-01/analytics-toolkits.json", "studiochat/2026-01/analytics-skills.json",
          "studiochat/2026-01/analytics-kbs.json", "studiochat/2026-01/knowledgebases.json", "studiochat/2026-01/playbooks.json", "studiochat/2026-01/schedule.json",
          "studiochat/2026-01/trending-topics.json", "studiochat/2026-01/eval-cases.json", "studiochat/2026-01/eval-runs.json",
          "studiochat/2026-01/sparklines-skills.json", "chatcaptain/2026-01/report-overview.json", "chatcaptain/2026-01/report-channel-tel.json",
          "chatcaptain/2026-01/channels.json", "chatcaptain/2026-01/conversations.json.gz", "chatcaptain/2026-01/raw-messages.json.gz",
          "chatcaptain/2026-01/raw-calls.json.gz", "chatcaptain/2026-01/inbox.json", "avatarium/2026-01/conversations.json.gz",
          "avatarium/2026-01/analytics-overview.json", "avatarium/2026-01/avatar-avt_mara.json", "avatarium/2026-01/conversations-by-day.json",
          "chanl/2026-01/personas-stats.json", "chanl/2026-01/personas-page-1.json", "chanl/2026-01/scenarios.json", "chanl/2026-01/executions-page-1.json.gz"]


def every_body(change):
    def apply(case):
        for path in BODIES:
            put(case, path.replace("/", "-").removesuffix(".gz"), change(acme(path)))
    return apply


def secrets(value, key=""):
    """A customer's words in every free text that must never come out."""
    hidden = {"remark", "content", "text", "example_question", "summary", "actualResponse", "reasoning", "prompt", "case_scenario", "scenario", "error_message", "token"}
    if isinstance(value, dict):
        return {k: SECRET + " words" if k in hidden and isinstance(v, str) else secrets(v, k) for k, v in value.items()}
    return [secrets(v, key) for v in value] if isinstance(value, list) else value


def truncated_listing(case):
    body = acme("chanl/2026-01/executions-page-1.json.gz")
    body["executions"] = body["executions"][:10]
    put(case, "executions.json", body)


def events(case, *lines):
    case.raw("\n".join(json.dumps(line) for line in lines).encode() + b"\n", "events.jsonl")


def event(number, kind, at, **data):
    return {"id": "evt_%d" % number, "type": kind, "timestamp": "2026-01-14T10:%02d:00.000Z" % at, "data": dict({"avatarId": "avt_mara"}, **data)}


def overlap(case):
    first = acme("studiochat/2026-01/csat-analytics.json")
    second = json.loads(json.dumps(first))
    second["total_rated"] += 3
    window = {"start_date": "2026-01-01T00:00:00Z", "end_date": "2026-02-01T00:00:00Z"}
    for name, body, at in (("csat-1.json", first, "2026-02-01T05:00:00Z"), ("csat-2.json", second, "2026-02-02T05:00:00Z")):
        put(case, name, {"request": {"path": "/projects/p/csat/analytics", "query": window, "capturedAt": at}, "response": body})


def two_projects(case):
    for name, project in (("a", "p1"), ("b", "p2")):
        put(case, "analytics-%s.json" % name, {"request": {"path": "/projects/%s/conversations/analytics" % project, "query": {
            "start_date": "2026-01-01T00:00:00Z", "end_date": "2026-02-01T00:00:00Z"}}, "response": acme("studiochat/2026-01/analytics.json")})


CASES = [
    ("a Studio Chat error saved as an export", lambda c: put(c, "analytics.json", {"detail": SECRET}), {FINE}, r"analytics\.json"),
    ("a Chanl error saved as an export", lambda c: put(c, "stats.json", {"success": False, "error": {"code": "RATE_LIMIT", "message": SECRET}}), {FINE}, r"stats\.json"),
    ("an Avatarium error saved as an export", lambda c: put(c, "o.json", {"error": {"code": "BAD_REQUEST", "message": SECRET}, "meta": {"requestId": "r"}}),
     {FINE}, r"o\.json"),
    ("a ChatCaptain error saved as an export", lambda c: put(c, "report.json", {"statusCode": 403, "message": SECRET, "error": "Forbidden"}), {FINE}, r"report\.json"),
    ("CSAT that is not configured", lambda c: put(c, "csat.json", {"is_configured": False, "total_rated": 0, "csat_score_pct": None, "dsat_score_pct": None,
                                                   "eligible_deflected": 0, "response_rate_pct": None, "rating_distribution": {}, "time_series": [], "ratings": []}),
     {FINE}, None),
    ("an unknown conversion metric", lambda c: put(c, "conversion.json", {"is_configured": False, "definition": None, "total_events": 0, "total_value": 0, "avg_value": 0,
                                                   "converting_conversations": 0, "eligible_conversations": 0, "conversion_rate_pct": None, "time_series": [],
                                                   "events": [], "events_offset": 0, "total_events_filtered": 0}), {FINE}, None),
    ("page 2 without page 1", lambda c: put(c, "personas-2.json", acme("chanl/2026-01/personas-page-2.json")), {FINE}, r"personas-2\.json"),
    ("a truncated listing", truncated_listing, {FINE}, r"executions\.json"),
    ("overlapping snapshots with different values", overlap, {FINE}, r"csat-[12]\.json"),
    ("the same month from two vendors", lambda c: [put(c, "report-overview.json", acme("chatcaptain/2026-01/report-overview.json")),
                                                   put(c, "kiosk.json", acme("avatarium/2026-01/conversations.json.gz"))], {FINE}, None),
    ("two projects in one folder", two_projects, {FINE}, r"project"),
    ("a CSV with CRLF", lambda c: c.raw(csv_rows(c), "rows.csv"), {FINE}, None),
    ("a CSV with a byte order mark and quotes everywhere", lambda c: c.raw(csv_rows(c, bom=b"\xef\xbb\xbf", quote_all=True), "rows.csv"), {FINE}, None),
    ("a CSV with CR CR LF", lambda c: c.raw(csv_rows(c, "\r\r\n"), "rows.csv"), {FINE}, None),
    ("a CSV without the id column", lambda c: c.raw(csv_rows(c, columns=["conversation", "inbox_name", "message_count", "last_message_at", "has_handoff"]), "rows.csv"),
     {FINE}, r"rows\.csv"),
    ("a CSV cut inside a quoted cell", lambda c: c.raw(csv_rows(c, quote_all=True)[:-200], "rows.csv"), {FINE}, r"rows\.csv"),
    ("a zero-byte CSV", lambda c: c.raw(b"", "rows.csv"), {FINE}, None),
    ("duplicate webhook events", lambda c: events(c, *[event(1, "conversation.started", 1, conversationId="conv_1")] * 3,
                                                  event(2, "conversation.ended", 9, conversationId="conv_1", duration=480, messageCount=4)), {FINE}, None),
    ("events of unknown conversations", lambda c: events(c, event(1, "conversation.escalated", 4, conversationId="conv_9", reason=SECRET)), {FINE}, None),
    ("numbers as strings in every body", every_body(as_text), {FINE}, None),
    ("null in every leaf of every body", every_body(deep_null), {FINE}, None),
    ("customers' words in every free text", every_body(secrets), {FINE}, None),
    ("every body under a name that lies", lambda c: [put(c, "%02d-%s" % (n, BODIES[-n - 1].replace("/", "-").removesuffix(".gz")), acme(p)) for n, p in enumerate(BODIES)],
     {FINE}, None),
    ("every body cut in half", lambda c: [c.raw(json.dumps(acme(p)).encode()[:len(json.dumps(acme(p))) // 2], "half-%02d.json" % n) for n, p in enumerate(BODIES)],
     {FINE}, r"half-"),
    ("a body in gzip without its end", lambda c: c.raw(gzip.compress(json.dumps(acme("studiochat/2026-01/analytics.json")).encode())[:-30], "analytics.json.gz"),
     {FINE}, r"analytics\.json\.gz"),
]
