"""Acme's order line: a telephone and WhatsApp flow bot in the shapes of ChatCaptain. Same seed, same bytes. Invented; CC0."""

import csv
import datetime as dt
import io

from company import Dice, HOURS, UTC, berlin_offset, dump

BOT = "bot_orderline"
CHANNELS = [("ch_tel", "Order line", "voice"), ("ch_wa", "Club on WhatsApp", "meta-whatsapp"), ("ch_debug", "Test line", "debug")]
INTENTS = [("in_status", "Order status", 34), ("in_return", "Return", 22), ("in_hours", "Opening hours", 17), ("in_person", "Talk to a person", 11),
           ("in_size", "Sizes", 9), ("in_bill", "Invoice", 7)]
STEPS = {"in_status": ["Ask order number", "Read order status"], "in_return": ["Ask order number", "Explain return"], "in_hours": ["Read opening hours"],
         "in_person": ["Offer a person"], "in_size": ["Ask product", "Explain sizes"], "in_bill": ["Ask order number", "Send invoice"]}
TARGETS = [("+49 30 5550 0142", 6), ("queue:orders", 5), ("sip:returns@desk.example.org", 3)]


def iso(moment):
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + "%03dZ" % (moment.microsecond // 1000)


def parse(text):
    return dt.datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


def traffic(first, last):
    """Conversations with messages, steps and, on the telephone, the call."""
    dice, out, day, number = Dice(881), [], first, 0
    while day <= last:
        offset = dt.timezone(dt.timedelta(hours=berlin_offset(day)))
        usual = 5.2 * (0.4 if day.weekday() == 6 else 1) * (1.7 if dt.date(2026, 2, 16) <= day <= dt.date(2026, 2, 22) else 1)
        starts = sorted((dice.weighted(list(enumerate(HOURS))), dice.whole(0, 59), dice.whole(0, 59)) for _ in range(dice.poisson(usual)))
        for start in starts:
            number += 1
            out.append(conversation(dice, number, dt.datetime(day.year, day.month, day.day, *start, tzinfo=offset)))
        day += dt.timedelta(days=1)
    return out


def conversation(dice, number, at):
    channel = dice.weighted([(CHANNELS[0], 62), (CHANNELS[1], 36), (CHANNELS[2], 2)])
    language = dice.weighted([("DE", 70), ("EN", 26), ("PL", 4)])
    voice = channel[2] == "voice"
    who = "cv_%05d" % number
    messages, steps, inputs = [], [], 0
    begun = at

    def say(outgoing, kind, text, intent=None):
        entry = {"id": "m_%05d_%d" % (number, len(messages)), "sender": "bot" if outgoing else "user", "type": kind, "status": "sent" if outgoing else "received",
                 "outgoing": outgoing, "created": iso(at), "content": {"text": text}}
        if intent:
            entry["intent"] = {"id": intent[0], "name": intent[1], "score": round(min(0.99, max(0.31, 0.82 + 0.11 * dice.normal())), 2)}
        messages.append(entry)

    def step(name):
        steps.append({"stepId": "st_" + name.lower().replace(" ", "_"), "name": name, "executedAt": iso(at)})
    say(True, "text", "Welcome to Acme Outdoor. How can I help?")
    step("Welcome")
    wanted = None
    for _ in range(dice.weighted([(0, 6), (1, 42), (2, 34), (3, 18)])):
        at += dt.timedelta(seconds=dice.whole(4, 26))
        wanted = dice.weighted([(i, i[2]) for i in INTENTS])
        say(False, "voice" if voice else dice.weighted([("text", 7), ("button", 3)]), "I have a question about: %s" % wanted[1].lower(), wanted)
        inputs += 1
        for name in STEPS[wanted[0]]:
            at += dt.timedelta(seconds=dice.whole(1, 3))
            step(name)
        at += dt.timedelta(seconds=dice.whole(1, 2))
        say(True, "text", "Here is what I found.")
    transferred = bool(wanted and wanted[0] == "in_person" and dice.chance(0.8))
    at += dt.timedelta(seconds=dice.whole(3, 30))
    out = {"id": who, "channel": channel, "language": language, "created": begun, "updated": at, "messages": messages, "steps": steps,
           "environment": "test" if channel[2] == "debug" else "live", "call": None}
    if voice:
        reason = "transferred" if transferred else dice.weighted([("user_hangup", 55), ("completed", 37), ("timeout", 8)])
        out["call"] = {"callId": "call_%05d" % number, "conversationId": who, "channelId": channel[0], "startedAt": iso(begun), "endedAt": iso(at),
                       "durationSeconds": int((at - begun).total_seconds()), "userInputs": inputs, "steps": steps, "endReason": reason,
                       "transferTarget": dice.weighted(TARGETS) if transferred else None}
    elif transferred:
        at += dt.timedelta(minutes=dice.whole(1, 9))
        messages.append({"id": "m_%05d_a" % number, "sender": "agent", "type": "text", "status": "sent", "outgoing": True, "created": iso(at),
                         "content": {"text": "This is Sam from the shop."}})
        out["updated"] = at
    return out


def median(values):
    values = sorted(values)
    if not values:
        return None
    half = len(values) // 2
    return values[half] if len(values) % 2 else (values[half - 1] + values[half]) / 2


def trend(now, before):
    return {"current": now, "previous": before, "change": round(100 * (now - before) / before, 2) if before else None}


def count_by(values):
    out = {}
    for value in values:
        out[value] = out.get(value, 0) + 1
    return {k: out[k] for k in sorted(out, key=lambda k: (-out[k], k))}


def report(rows, window, local_days, channel=None):
    """Every component, by name. Test traffic is left out, as our reading has it."""
    span = window[1] - window[0]
    live = [c for c in rows if c["environment"] == "live" and (channel is None or c["channel"][0] == channel)]

    def measured(start, end):
        mine = [c for c in live if start <= c["created"] < end]
        said = [m for c in mine for m in c["messages"]]
        return mine, said, [m for m in said if not m["outgoing"]]
    mine, said, heard = measured(*window)
    before, said_before, heard_before = measured(window[0] - span, window[0])
    intents = [m["intent"] for m in heard if "intent" in m]

    def series(moments):
        return [{"timestamp": iso(a), "count": sum(a <= m < b for m in moments)} for a, b in local_days]
    suffix = "_FOR_CHANNEL_ID" if channel else ""
    out = {
        "STEP_EXEC_COUNT": sum(len(c["steps"]) for c in mine), "CONVERSATION_COUNT": len(mine),
        "CONVERSATION_COUNT_INTERVAL": series([c["created"] for c in mine]), "CONVERSATION_LANGUAGES": count_by(c["language"] for c in mine),
        "CONVERSATION_BY_CHANNEL_TYPE": count_by(c["channel"][2] for c in mine), "CONVERSATION_COUNT_PERIODIC_TREND": trend(len(mine), len(before)),
        "CONVERSATION_MESSAGE_COUNT_MEDIAN": median([len(c["messages"]) for c in mine]), "MESSAGE_COUNT": len(said),
        "MESSAGE_COUNT_INTERVAL": series([parse(m["created"]) for m in said]), "MESSAGE_COUNT_PERIODIC_TREND": trend(len(said), len(said_before)),
        "MESSAGE_LENGTH_MEDIAN": median([len(m["content"]["text"]) for m in heard if m["type"] == "text"]),
        "INTENT_HITS": count_by(i["name"] for i in intents), "INTENT_SCORE_MEDIAN": median([i["score"] for i in intents]), "INTENT_COUNT": len(intents),
        "INTERACTION_COUNT": len(heard), "INTERACTION_COUNT_INTERVAL": series([parse(m["created"]) for m in heard]),
        "INTERACTION_COUNT_PERIODIC_TREND": trend(len(heard), len(heard_before)),
    }
    if channel:
        del out["CONVERSATION_BY_CHANNEL_TYPE"]
        out = {name + suffix: value for name, value in out.items()}
        calls, earlier = [c["call"] for c in mine if c["call"]], [c["call"] for c in before if c["call"]]
        if calls:
            total = sum(c["durationSeconds"] for c in calls)
            out.update({
                "CALL_DURATION_TOTAL": total, "CALL_DURATION_PERIODIC_TREND": trend(total, sum(c["durationSeconds"] for c in earlier)),
                "CALL_DURATION_MEDIAN": median([c["durationSeconds"] for c in calls]), "CALL_EXIT_STEP": count_by(c["steps"][-1]["name"] for c in calls),
                "CALL_USER_INPUTS_MEDIAN": median([c["userInputs"] for c in calls]), "CALL_END_REASON": count_by(c["endReason"] for c in calls),
                "CALL_TRANSFER_TARGET": count_by(c["transferTarget"] for c in calls if c["transferTarget"])})
    return out


def by_number(out):
    """The same overview keyed by component ids."""
    order = ["STEP_EXEC_COUNT", "CONVERSATION_COUNT", "CONVERSATION_COUNT_INTERVAL", "CONVERSATION_LANGUAGES", "CONVERSATION_BY_CHANNEL_TYPE",
             "CONVERSATION_COUNT_PERIODIC_TREND", "CONVERSATION_MESSAGE_COUNT_MEDIAN", "MESSAGE_COUNT", "MESSAGE_COUNT_INTERVAL", "MESSAGE_COUNT_PERIODIC_TREND",
             "MESSAGE_LENGTH_MEDIAN", "INTENT_HITS", "INTENT_SCORE_MEDIAN", "INTENT_COUNT", "INTERACTION_COUNT", "INTERACTION_COUNT_INTERVAL",
             "INTERACTION_COUNT_PERIODIC_TREND"]
    return {str(n): out[name] for n, name in enumerate(order)}


def table(rows, local_days, zone_day):
    """The CSV of the export: a row per local day and channel with traffic."""
    text = io.StringIO()
    write = csv.writer(text)
    write.writerow(["date", "channelId", "channelName", "channelType", "conversations", "interactions", "messages", "intentHits", "calls", "callDurationSeconds",
                    "transferredCalls"])
    for start, end in local_days:
        for key, name, kind in CHANNELS[:2]:
            mine = [c for c in rows if c["channel"][0] == key and start <= c["created"] < end]
            if mine:
                calls = [c["call"] for c in mine if c["call"]]
                write.writerow([zone_day(start), key, name, kind, len(mine), sum(not m["outgoing"] for c in mine for m in c["messages"]),
                                sum(len(c["messages"]) for c in mine), sum("intent" in m for c in mine for m in c["messages"]), len(calls),
                                sum(c["durationSeconds"] for c in calls), sum(c["transferTarget"] is not None for c in calls)])
    return text.getvalue().encode()


def files(rows, month, window, captured, first_day, last_day):
    def midnight(day):
        return dt.datetime(day.year, day.month, day.day, tzinfo=dt.timezone(dt.timedelta(hours=berlin_offset(day)))).astimezone(UTC)
    local_days, day = [], first_day
    while day <= last_day:
        local_days.append((midnight(day), midnight(day + dt.timedelta(days=1))))
        day += dt.timedelta(days=1)
    known = [c for c in rows if c["created"] < window[1]]
    mine = [c for c in known if c["created"] >= window[0]]
    query = {"from": iso(window[0]), "to": iso(window[1] - dt.timedelta(milliseconds=1)), "interval": 86400}
    out, listed = {}, []

    def add(path, kind, body, query=None, pretty=False, **ids):
        out["%s/%s" % (month, path)] = body if isinstance(body, bytes) else dump(body, pretty)
        listed.append(dict({"path": path, "kind": kind, "query": query or {}, "capturedAt": captured.strftime("%Y-%m-%dT%H:%M:%SZ")}, **ids))
    whole = report(known, window, local_days)
    add("report-overview.json", "report-overview", by_number(whole) if month == "2026-02" else whole, query, True)
    for key, name, _ in CHANNELS[:2]:
        body = report(known, window, local_days, key)
        wrapped = {"request": {"method": "GET", "path": "/v1/chatbots/%s/statistics/reports/channel" % BOT, "query": dict(query, channelId=key),
                               "capturedAt": captured.strftime("%Y-%m-%dT%H:%M:%SZ"), "timeZone": "Europe/Berlin"}, "response": body}
        add("report-channel-%s.json" % key.removeprefix("ch_"), "report-channel", wrapped if key == "ch_wa" else body, dict(query, channelId=key), channelId=key)
    add("channels.json", "channels", {"channels": [{"id": k, "name": n, "number": None, "status": "active", "token": "not-a-token", "type": t,
                                                    "created": "2025-12-10T08:00:00.000Z", "updated": "2025-12-10T08:00:00.000Z"} for k, n, t in CHANNELS]})
    add("chatbot.json", "chatbot", {"chatbot": {"id": BOT, "name": "Order line", "workspaceId": "ws_acme", "type": "flow", "created": "2025-12-01T08:00:00.000Z",
                                                "updated": "2025-12-01T08:00:00.000Z", "enabled": True, "timeZone": "Europe/Berlin"}})
    add("conversations.json.gz", "conversations", {"conversations": [
        {"id": c["id"], "contactId": None, "archived": False, "channelId": c["channel"][0], "channelType": c["channel"][2], "name": None,
         "environment": c["environment"], "language": c["language"], "created": iso(c["created"]), "updated": iso(c["updated"])} for c in known]})
    add("raw-messages.json.gz", "raw-messages", {c["id"]: {"messages": c["messages"], "steps": c["steps"]} for c in mine})
    add("raw-calls.json.gz", "raw-calls", {"calls": [c["call"] for c in mine if c["call"]]})
    add("export.csv", "export", table([c for c in mine if c["environment"] == "live"], local_days,
                                      lambda at: (at + dt.timedelta(hours=3)).date().isoformat()), query)
    helped = [c for c in mine if any(m["sender"] == "agent" for m in c["messages"])]
    add("inbox.json", "inbox", {"openConversations": len(helped) % 3, "closedConversations": len(helped) - len(helped) % 3, "totalConversations": len(helped),
                                "agentMessages": len(helped), "medianFirstResponseTime": 312 if helped else None, "medianResolutionTime": 2760 if helped else None,
                                "byAgent": [{"agentId": "ag_1", "name": "Sam", "conversations": len(helped), "messages": len(helped), "medianFirstResponseTime": 312}]
                                if helped else []}, query, True)
    return out, listed
