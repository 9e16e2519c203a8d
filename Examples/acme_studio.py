"""What Studio Chat itself reports about Acme's conversations, and its ratings, conversions, tools, knowledge and evals.

Aggregates are worked out here from the same rows that the exports hold, with plain loops. Same seed, same bytes. Everything is invented;
released under CC0.
"""

import datetime as dt

from company import Dice, TOOLS, UTC, dump, identifier, stamp

PROJECT = identifier("project", "acme")
TOOL_IDS = {name: identifier("tool", name) for name in TOOLS}
KBS = [("help", "Help centre", "INTERCOM", "ACTIVE"), ("gear", "Gear guides", "FAQ", "EDITED"), ("legal", "Terms and warranty", "FILE", "ACTIVE")]
UNUSED = [("help-13", "Parcel shops"), ("help-22", "Gift cards"), ("help-45", "Repairs")]


def parse(text):
    return dt.datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def pct(part, whole, digits=2):
    return round(100 * part / whole, digits) if whole else None


def inside(rows, window, key="last_message_at"):
    return [r for r in rows if window[0] <= parse(r[key]) < window[1]]


def latencies(row):
    return [m["metadata"]["response_latency_ms"] for m in row["messages"] if m["metadata"].get("response_latency_ms") is not None]


def totals(rows):
    handed = sum(r["has_handoff"] for r in rows)
    return {"total_conversations": len(rows), "total_messages": sum(r["message_count"] for r in rows), "conversations_with_handoff": handed,
            "conversations_without_handoff": len(rows) - handed, "deflection_rate": pct(len(rows) - handed, len(rows))}


def days(window):
    day, end = window[0].date(), (window[1] - dt.timedelta(microseconds=1)).date()
    while day <= end:
        yield day
        day += dt.timedelta(days=1)


def analytics(rows, window):
    rows = inside(rows, window)
    spoken = [x for r in rows for x in latencies(r)]
    sent = [r for r in rows if r["winback_sent_at"]]
    answered = [r for r in sent if any(m["role"] == "user" and m["created_at"] > r["winback_sent_at"] for m in r["messages"])]
    versions, tags = {}, {}
    for row in rows:
        for info in row["playbooks_info"]:
            versions.setdefault((info["name"], info["version"], info["id"]), []).append(row)
        for tag in row["tags"]:
            tags.setdefault(tag, []).append(row)
    series = []
    for day in days(window):
        there = [r for r in rows if parse(r["last_message_at"]).date() == day]
        times = sorted(x for r in there for x in latencies(r))
        rank = max(0, -(-99 * len(times) // 100) - 1)
        series.append({"timestamp": day.isoformat() + "T00:00:00Z", "total_conversations": len(there),
                       "conversations_with_handoff": sum(r["has_handoff"] for r in there),
                       "avg_response_latency_ms": round(sum(times) / len(times)) if times else None, "min_response_latency_ms": times[0] if times else None,
                       "max_response_latency_ms": times[-1] if times else None, "p99_response_latency_ms": times[rank] if times else None})
    out = totals(rows)
    out.update(avg_messages_per_conversation=round(out["total_messages"] / len(rows), 2), avg_response_latency_ms=round(sum(spoken) / len(spoken)),
               winback_sent_count=len(sent), winback_answered_count=len(answered), winback_conversion_rate=pct(len(answered), len(sent)),
               by_playbook=[dict({"playbook_id": i, "playbook_base_id": identifier("base", n), "playbook_name": n, "playbook_version": v}, **totals(versions[n, v, i]))
                            for n, v, i in sorted(versions)],
               by_tag=[dict({"tag": t}, **totals(tags[t])) for t in sorted(tags)], time_series=series, time_granularity="day")
    return out


def account(rows, window):
    rows = inside(rows, window)
    names = sorted({i["name"] for r in rows for i in r["playbooks_info"]})
    out = totals(rows)
    out.update(total_ai_messages=sum(m["role"] == "assistant" and not m["is_winback"] for r in rows for m in r["messages"]),
               avg_messages_per_conversation=round(out["total_messages"] / len(rows), 2),
               by_assistant=[dict({"playbook_base_id": identifier("base", n), "assistant_name": n},
                                  **totals([r for r in rows if any(i["name"] == n for i in r["playbooks_info"])])) for n in names],
               time_series=[{"date": d.isoformat(), "total_conversations": sum(parse(r["last_message_at"]).date() == d for r in rows),
                             "conversations_with_handoff": sum(parse(r["last_message_at"]).date() == d and r["has_handoff"] for r in rows)} for d in days(window)])
    return out


def aggregate(rows, window):
    rows = inside(rows, window)
    scored = sum(r["sentiment_label"] is not None for r in rows)

    def spread(key, labels):
        return {label: sum(r[key] == label for r in rows) for label in labels}
    return {"total_conversations": len(rows), "total_scored_conversations": scored, "coverage_percentage": pct(scored, len(rows)),
            "sentiment_distribution": spread("sentiment_label", ("negative", "neutral", "positive")),
            "resources_distribution": spread("resources_label", ("irrelevant", "partial", "relevant")),
            "sentiment_shift_distribution": spread("sentiment_shift", ("improved", "stable", "degraded")),
            "deflection_quality_distribution": spread("deflection_quality", ("resolved", "partial", "actioned", "no_response")),
            "handoff_reason_distribution": spread("handoff_reason", ("policy", "user_request", "frustration", "bot_limitation")),
            "recontact_risk_distribution": spread("recontact_risk", ("low", "medium", "high"))}


REMARKS = {5: ["Quick and clear, thank you!", "Label was there in a minute", "Sehr hilfreich"], 4: ["Good, a little slow", None], 3: [None, "It was all right"],
           2: ["Had to ask twice", "Did not find my parcel"], 1: ["Nobody could tell me where my parcel is", "I wanted a person, call me on +49 30 5550 0199", "Useless <b>bot</b>"]}


def ratings(rows):
    """One rating for about every fifth conversation, some a day or two later."""
    dice, out = Dice(771), []
    for row in sorted(rows, key=lambda r: (r["last_message_at"], r["conversation_id"])):
        if not dice.chance(0.07 if row["has_handoff"] else 0.24):
            continue
        mood = {"positive": 0.8, "neutral": 0.3, "negative": -1.3, None: 0.2}[row["sentiment_label"]] + (0.5 if row["deflection_quality"] == "resolved" else -0.3)
        rating = max(1, min(5, round(3.4 + mood + 0.9 * dice.normal())))
        late = dice.weighted([(0, 80), (1, 14), (2, 6)])
        at = parse(row["last_message_at"]) + dt.timedelta(days=late, seconds=dice.whole(20, 1500))
        remark = dice.pick(REMARKS[rating]) if dice.chance(0.35) else None
        out.append({"conversation_id": row["conversation_id"], "rating": rating, "remark": remark, "rated_at": stamp(at), "tags": row["tags"],
                    "first_message_at": row["first_message_at"]})
    return out


def csat(rows, rated, window):
    mine = [r for r in rated if window[0] <= parse(r["rated_at"]) < window[1]]
    eligible = [r for r in inside(rows, window) if not r["has_handoff"]]

    def parts(some):
        return sum(r["rating"] >= 4 for r in some), sum(r["rating"] == 3 for r in some), sum(r["rating"] <= 2 for r in some)
    positive, neutral, negative = parts(mine)
    series = []
    for day in days(window):
        there = [r for r in mine if parse(r["rated_at"]).date() == day]
        could = sum(parse(r["last_message_at"]).date() == day for r in eligible)
        good, middle, bad = parts(there)
        series.append({"date": day.isoformat(), "total": len(there), "positive": good, "neutral": middle, "negative": bad, "csat_pct": pct(good, len(there)),
                       "eligible": could, "response_rate_pct": pct(len(there), could)})
    return {"is_configured": True, "total_rated": len(mine), "csat_score_pct": pct(positive, len(mine)), "dsat_score_pct": pct(negative, len(mine)),
            "eligible_deflected": len(eligible), "response_rate_pct": pct(len(mine), len(eligible)),
            "rating_distribution": {str(n): sum(r["rating"] == n for r in mine) for n in range(1, 6)}, "positive_count": positive, "neutral_count": neutral,
            "negative_count": negative, "time_series": series, "time_granularity": "day",
            "ratings": sorted(mine, key=lambda r: (r["rated_at"], r["conversation_id"]), reverse=True)[:200], "ratings_offset": 0}


SLUGS = [("order-placed", "Order placed", "EUR", True, 0.17, (24, 260)), ("club-signup", "Club sign-up", "sign-ups", True, 0.05, (1, 1)),
         ("tent-rental", "Tent rental", "EUR", False, 0, (0, 0))]


def events(rows):
    dice, out, number = Dice(772), {slug: [] for slug, *_ in SLUGS}, 9000
    for row in sorted(rows, key=lambda r: (r["last_message_at"], r["conversation_id"])):
        for slug, _, _, _, chance, (low, high) in SLUGS:
            likely = chance * (1.6 if row["playbook_name"] == "Gear Advisor" else 0.5 if row["has_handoff"] else 1)
            for _ in range(1 + dice.chance(0.12) if dice.chance(likely) else 0):
                number += 1
                at = parse(row["first_message_at"]) + dt.timedelta(minutes=dice.whole(4, 60 * 40))
                value = round(dice.uniform(low, high), 2) if high > 1 else 1
                out[slug].append({"id": number, "conversation_id": row["conversation_id"], "match_value": row["conversation_id"], "idempotency_key": "sale-%d" % number,
                                  "value": value, "occurred_at": stamp(at), "metadata": None, "tags": row["tags"]})
    return out


def definition(slug, made, until):
    _, name, label, enabled, _, _ = next(s for s in SLUGS if s[0] == slug)
    before = [e["occurred_at"] for e in made[slug] if parse(e["occurred_at"]) < until]
    return {"id": identifier("conversion", slug), "project_id": PROJECT, "slug": slug, "name": name, "description": None, "value_label": label, "enabled": enabled,
            "created_at": "2025-10-02T10:00:00Z", "updated_at": "2025-10-02T10:00:00Z", "ingest_url_path": "/ingest/acme/" + slug,
            "last_event_at": max(before) if before else None}


def conversion(rows, made, slug, window):
    mine = [e for e in made[slug] if window[0] <= parse(e["occurred_at"]) < window[1]]
    eligible = sum(not r["has_handoff"] for r in inside(rows, window))
    value = round(sum(e["value"] for e in mine), 2)
    who = {e["conversation_id"] for e in mine}
    series = []
    for day in days(window):
        there = [e for e in mine if parse(e["occurred_at"]).date() == day]
        series.append({"date": day.isoformat(), "event_count": len(there), "total_value": round(sum(e["value"] for e in there), 2),
                       "converting_conversations": len({e["conversation_id"] for e in there})})
    return {"is_configured": True, "definition": definition(slug, made, window[1]), "total_events": len(mine), "total_value": value,
            "avg_value": round(value / len(mine), 2) if mine else 0, "converting_conversations": len(who), "eligible_conversations": eligible,
            "conversion_rate_pct": pct(len(who), eligible), "avg_value_per_conversation": round(value / len(who), 2) if who else 0, "time_granularity": "day",
            "time_series": series, "events": sorted(mine, key=lambda e: e["id"], reverse=True)[:200], "events_offset": 0, "total_events_filtered": len(mine)}


def uses(rows, window):
    """Calls of tools by their own time: (time, tool, ok, duration, conversation)."""
    out = [(c["created_at"], c["name"], not c["is_error"], c["duration_ms"], r["conversation_id"], c["id"])
           for r in rows for m in r["messages"] for c in m["tool_calls"]]
    return sorted(c for c in out if window[0] <= parse(c[0]) < window[1])


def counted(calls, window):
    return [{"date": d.isoformat(), "count": sum(parse(c[0]).date() == d for c in calls), "success_count": sum(parse(c[0]).date() == d and c[2] for c in calls)}
            for d in days(window)]


def api_tools(rows, window, name=None):
    calls = [c for c in uses(rows, window) if name is None or c[1] == name]
    good = sum(c[2] for c in calls)
    series = counted(calls, window)
    for entry in series:
        times = [c[3] for c in calls if parse(c[0]).date().isoformat() == entry["date"]]
        entry["avg_duration_ms"] = round(sum(times) / len(times), 2) if times else None
    out = {"total_calls": len(calls), "successful_calls": good, "failed_calls": len(calls) - good,
           "avg_duration_ms": round(sum(c[3] for c in calls) / len(calls), 2) if calls else None}
    if name:
        out["tool_config"] = {"method": "GET", "url": "https://tools.example.org/" + name}
    recent = [{"id": identifier("run", c[5]), "tool_name": c[1], "input_params": {"reference": "…"}, "output_result": {}, "request_meta": {"method": "GET"},
               "success": c[2], "error_message": None if c[2] else "timeout after 15 s for parcel %s" % c[4] if c[1] == "track_parcel" else "not found",
               "duration_ms": c[3], "created_at": c[0], "conversation_id": c[4]} for c in reversed(calls)][:50]
    out.update(time_series=series, recent=recent)
    return out


def toolkits(rows, window, by_param=False):
    dice, calls = Dice(773), []
    for row in sorted(rows, key=lambda r: (r["last_message_at"], r["conversation_id"])):
        if row["has_handoff"]:
            action = dice.weighted([("SLACK_SEND_MESSAGE", 7), ("INTERCOM_TICKETS_CREATE_TICKET", 3)])
            calls.append((row["last_message_at"], action, dice.chance(0.96), dice.whole(150, 420), row["conversation_id"], dice.pick(["returns", "billing", "delivery"])))
    calls = [c for c in calls if window[0] <= parse(c[0]) < window[1] and (not by_param or c[1].startswith("INTERCOM"))]
    good = sum(c[2] for c in calls)
    actions = sorted({c[1] for c in calls})
    out = {"total_calls": len(calls), "successful_calls": good, "failed_calls": len(calls) - good,
           "avg_duration_ms": round(sum(c[3] for c in calls) / len(calls), 2) if calls else None,
           "by_action": [{"action_name": a, "count": sum(c[1] == a for c in calls), "success_count": sum(c[1] == a and c[2] for c in calls)} for a in actions]}
    if by_param:
        out["by_param"] = [{"value": p, "count": sum(c[5] == p for c in calls)} for p in sorted({c[5] for c in calls})]
    out.update(time_series=counted(calls, window), recent=[
        {"id": identifier("kit", c[4], c[1]), "toolkit_slug": "SLACK" if c[1].startswith("SLACK") else "INTERCOM_TICKETS", "action_name": c[1], "input_params": {},
         "output_result": {}, "success": c[2], "error_message": None if c[2] else "channel_not_found", "duration_ms": c[3], "created_at": c[0],
         "conversation_id": c[4]} for c in reversed(calls)][:50])
    return out


def skills(rows, window):
    calls = sorted((r["last_message_at"], s, True, 0, r["conversation_id"]) for r in inside(rows, window) for s in r["skills"] or [])
    return {"total_calls": len(calls), "successful_calls": len(calls), "failed_calls": 0, "time_series": counted(calls, window),
            "recent": [{"id": identifier("skill", c[4], c[1]), "skill_name": c[1], "success": True, "error_message": None, "created_at": c[0],
                        "conversation_id": c[4]} for c in reversed(calls)][:50]}


def citations(rows, window):
    return [(r["last_message_at"], c["item_id"], r["conversation_id"]) for r in inside(rows, window) for c in r["citations"]]


def kbs(rows, window):
    cited = citations(rows, window)
    return {"total_citations": len(cited), "by_source": [{"source": "intercom", "count": len(cited)}],
            "time_series": [{"date": d.isoformat(), "count": sum(parse(c[0]).date() == d for c in cited)} for d in days(window)], "recent": []}


def kb_items(rows, window):
    count = {}
    for _, item, _ in citations(rows, window):
        count[item] = count.get(item, 0) + 1
    return {"kb_id": identifier("kb", "help"), "total_items_cited": len(count),
            "items": [{"item_id": i, "count": count[i]} for i in sorted(count, key=lambda i: (-count[i], i))]}


def knowledge(intents):
    items = sorted({i.article for i in intents if i.article}) + UNUSED
    out = []
    for key, title, kind, status in KBS:
        entry = {"id": identifier("kb", key), "title": title, "kb_type": kind, "status": status}
        if kind == "INTERCOM":
            entry["intercom_items"] = [{"id": i, "title": t} for i, t in items]
        if kind == "FAQ":
            entry["faq_items"] = [{"questions": ["Which stove burns at altitude?"], "answer": "Petrol stoves."}]
        out.append(entry)
    return out


def playbooks(assistants, until):
    return [{"id": identifier(a.name, v), "base_id": identifier("base", a.name), "name": a.name, "version_number": v, "content": "(instructions)",
             "kb_ids": [identifier("kb", "help")], "model": model, "is_deleted": False, "inboxes": [{"id": identifier("inbox", "web"), "name": "Website chat"}]}
            for a in assistants for first, v, model, _ in a.live if first < until.date()]


def activations(assistant, until):
    return {"items": [{"version_number": v, "activated_at": first.isoformat() + "T08:30:00Z", "activated_by": None}
                      for first, v, _, _ in reversed(assistant.live) if first < until.date()]}


def schedule():
    week = {d: {"enabled": d != "sunday", "slots": [] if d == "sunday" else [{"start": "09:00", "end": "16:00" if d == "saturday" else "19:00"}]}
            for d in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")}
    return {"id": identifier("schedule"), "enabled": True, "timezone": "Europe/Berlin", "weekly_schedule": week,
            "overrides": [{"id": identifier("override", 1), "date": "2026-01-01", "is_available": False, "label": "New Year"}]}


def topics(rows, window):
    mine = inside(rows, window)
    known = [r for r in mine if r["summary"]]
    names = {}
    for row in known:
        names.setdefault(row["user_intent"], []).append(row)
    best = sorted(names, key=lambda n: (-len(names[n]), n))[:5]

    def topic(name):
        some = names[name]
        mood = {m: sum(r["sentiment_label"] == m for r in some) for m in ("positive", "neutral", "negative")}
        handed = sum(r["has_handoff"] for r in some)
        return {"name": name, "description": "Customers who come with: %s." % name.lower(), "insight": "Most are settled without a colleague.",
                "example_question": some[0]["first_user_message"], "conversation_count": len(some), "percentage": pct(len(some), len(known)),
                "sentiment": max(sorted(mood), key=lambda m: mood[m]), "sentiment_breakdown": mood, "handoff_count": handed, "handoff_rate": pct(handed, len(some)),
                "conversation_ids": [r["conversation_id"] for r in some],
                "example_conversations": [{"conversation_id": r["conversation_id"], "summary": r["summary"]} for r in some[:4]]}
    last = (window[1] - dt.timedelta(seconds=1)).date()
    return {"status": "completed", "analysis": {
        "id": identifier("analysis", last), "analysis_date": last.isoformat(), "total_conversations": len(mine), "conversations_analyzed": len(known),
        "start_date": stamp(window[0]), "end_date": stamp(window[1]), "time_window_days": (window[1] - window[0]).days, "playbook_base_ids": None,
        "created_at": stamp(window[1]), "topics": [topic(n) for n in best]}}


CASES = ["parcel in transit", "late parcel, angry", "refund asked twice", "exchange without order number", "tent for four", "broken zip, five years",
         "asks for a person", "card refused", "address change after packing", "washing down"]
RUNS = [("2026-01-12", "Order Desk", 4, 2, 0, "nightly"), ("2026-02-06", "Order Desk", 5, 1, 1, "before v5"), ("2026-02-10", "Order Desk", 5, 0, 0, "after v5"),
        ("2026-02-24", "Returns Guide", 3, 2, 0, None), ("2026-03-02", "Gear Advisor", 3, 3, 0, "before v3"), ("2026-03-04", "Gear Advisor", 3, 1, 1, "after v3")]


def runs(window):
    out = []
    for number, (day, name, version, failed, errors, label) in enumerate(RUNS):
        at = parse(day + "T05:00:00Z")
        if window[0] <= at < window[1]:
            out.append({"id": identifier("run", number), "playbook_id": identifier(name, version), "playbook_base_id": identifier("base", name), "playbook_name": name,
                        "playbook_version": version, "name": label, "status": "completed", "trigger_source": "cron" if label == "nightly" else "cli",
                        "total_cases": len(CASES), "passed_cases": len(CASES) - failed - errors, "failed_cases": failed, "error_cases": errors,
                        "created_at": stamp(at), "started_at": stamp(at + dt.timedelta(seconds=2)), "completed_at": stamp(at + dt.timedelta(minutes=7))})
    return out


def results(run):
    dice = Dice(int(run["id"][:6], 16))
    order = sorted(range(len(CASES)), key=lambda n: (n * 7 + run["playbook_version"] * 3) % len(CASES))
    bad, broken = order[:run["failed_cases"]], order[run["failed_cases"]:run["failed_cases"] + run["error_cases"]]
    out = []
    for number, case in enumerate(CASES):
        status = "failed" if number in bad else "error" if number in broken else "passed"
        vague = status == "passed" and dice.chance(0.2)
        checks = [{"criteria": "termination: the request is closed", "passed": True, "verdict": "passed", "rewrite_suggestion": None, "explanation": "ended"},
                  {"criteria": "names the next step", "passed": status != "failed", "verdict": "failed" if status == "failed" else "passed", "rewrite_suggestion": None,
                   "explanation": "judged"},
                  {"criteria": "is friendly", "passed": True, "verdict": "ambiguous" if vague else "passed",
                   "rewrite_suggestion": "say what friendly means" if vague else None, "explanation": "judged"}]
        if status == "error":
            checks = []
        done = sum(c["verdict"] == "passed" for c in checks)
        out.append({"id": identifier("result", run["id"], number), "case_id": identifier("case", number), "case_name": case, "case_scenario": "A caller: %s." % case,
                    "status": status, "total_assertions": len(checks), "passed_assertions": done, "failed_assertions": sum(c["verdict"] == "failed" for c in checks),
                    "assertion_results": checks, "tag_results": {"delivery": status == "passed"} if number < 3 else {}, "conversation": [],
                    "error_message": "worker lost" if status == "error" else None})
    return out


def cases():
    return [{"id": identifier("case", n), "name": c, "scenario": "A caller: %s." % c, "scenario_blocks": None, "termination": "the request is closed",
             "first_message": "Hello", "max_turns": 8, "assertions": [{"type": "text", "criteria": "names the next step"}], "assertion_tags": [], "tool_mocks": None,
             "user_context": None, "is_enabled": n != 9, "created_at": "2025-11-03T09:00:00Z"} for n, c in enumerate(CASES)]


def sparklines(calls, until, keys, span=14):
    """The last 14 days before the capture: key -> total and series."""
    out = {}
    for key, name in sorted(keys.items()):
        series = []
        for back in range(span - 1, -1, -1):
            day = (until - dt.timedelta(days=back, seconds=1)).date()
            series.append({"date": day.isoformat(), "count": sum(c[1] == name and parse(c[0]).date() == day for c in calls)})
        out[key] = {"total": sum(s["count"] for s in series), "series": series}
    return out


def files(rows, rated, made, assistants, intents, month, window, captured, asked):
    """path -> bytes for one month; `window` is what conversations endpoints were asked for, `asked` the days of resource analytics."""
    stated = {"start_date": stamp(window[0]), "end_date": stamp(window[1])}
    named = {"start_date": asked[0].date().isoformat(), "end_date": (asked[1] - dt.timedelta(days=1)).date().isoformat()}
    out, listed = {}, []

    def add(path, kind, body, query=None, pretty=False, **ids):
        out["%s/%s" % (month, path)] = dump(body, pretty)
        listed.append(dict({"path": path, "kind": kind, "query": query or {}, "capturedAt": stamp(captured)}, **ids))
    add("analytics.json", "analytics", analytics(rows, window), stated, True)
    add("account-analytics.json", "account-analytics", account(rows, window), stated)
    add("metrics-aggregate.json", "metrics-aggregate", aggregate(rows, window), stated, True)
    add("csat-analytics.json", "csat-analytics", csat(rows, rated, window), dict(stated, ratings_limit=200))
    add("conversion-metrics.json", "conversion-metrics", [definition(s[0], made, captured) for s in SLUGS])
    for slug in ("order-placed", "club-signup"):
        add("conversion-analytics-%s.json" % slug, "conversion-analytics", conversion(rows, made, slug, window), dict(stated, events_limit=200), slug=slug)
    add("analytics-api-tools.json", "analytics-api-tools", api_tools(rows, asked), named)
    add("analytics-api-tools-track-parcel.json", "analytics-api-tools", api_tools(rows, asked, "track_parcel"), dict(named, api_tool_id=TOOL_IDS["track_parcel"]),
        toolId=TOOL_IDS["track_parcel"])
    add("api-tools.json", "api-tools", [{"id": TOOL_IDS[t], "name": t, "method": "GET", "url": "https://tools.example.org/" + t} for t in sorted(TOOL_IDS)])
    add("analytics-toolkits.json", "analytics-toolkits", toolkits(rows, asked), named)
    add("analytics-toolkits-tickets.json", "analytics-toolkits", toolkits(rows, asked, True), dict(named, toolkit_slug="INTERCOM_TICKETS", param_filter="queue"))
    add("analytics-skills.json", "analytics-skills", skills(rows, asked), named)
    add("analytics-kbs.json", "analytics-kbs", kbs(rows, asked), named)
    add("analytics-kb-items.json", "kb-items", kb_items(rows, asked), named, kbId=identifier("kb", "help"))
    add("knowledgebases.json", "knowledgebases", knowledge(intents))
    add("projects.json", "projects", [{"id": PROJECT, "name": "Acme Outdoor", "account_id": identifier("account"), "needs_retraining": month == "2026-03"}])
    add("playbooks.json", "playbooks", playbooks(assistants, captured))
    for assistant in assistants:
        name = assistant.name.lower().replace(" ", "-")
        add("active-history-%s.json" % name, "active-history", activations(assistant, captured), baseId=identifier("base", assistant.name))
    add("schedule.json", "schedule", schedule(), pretty=True)
    add("trending-topics.json", "trending-topics-status", topics(rows, window))
    add("eval-cases.json", "eval-cases", cases(), baseId=identifier("base", "Order Desk"))
    done = runs(window)
    add("eval-runs.json", "eval-runs", {"items": done, "total": len(done), "page": 1, "page_size": 100, "total_pages": 1}, {"page": 1, "page_size": 100})
    for run in done:
        add("eval-run-results/%s.json" % run["id"], "eval-results", results(run), runId=run["id"])
    lately = uses(rows, (captured - dt.timedelta(days=20), captured))
    add("sparklines-api-tools.json", "sparklines-api-tools", sparklines(lately, captured, {TOOL_IDS[t]: t for t in TOOL_IDS}), {"days": 14})
    used = {s for r in rows for s in r["skills"] or []}
    add("sparklines-skills.json", "sparklines-skills", sparklines(
        [(r["last_message_at"], s) for r in rows for s in r["skills"] or []], captured, {s: s for s in used}), {"days": 14})
    add("sparklines-kbs.json", "sparklines-kbs", sparklines(
        [(r["last_message_at"], identifier("kb", "help")) for r in rows for _ in r["citations"]], captured, {identifier("kb", "help"): identifier("kb", "help")}),
        {"days": 14})
    return out, listed, stated
