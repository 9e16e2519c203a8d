"""Acme's shop kiosks: two 3D avatars in the shapes of Avatarium. Same seed, same bytes. Invented; CC0."""

import datetime as dt
import json

from company import Dice, UTC, berlin_offset, dump

AVATARS = [("avt_fjell", "Fjell (shop guide)", 66), ("avt_mara", "Mara (click and collect)", 34)]
GOALS = ["Question Answered", "Product Found", "Shop Visit Booked"]
OPEN = [0] * 9 + [3, 6, 8, 9, 8, 8, 9, 10, 11, 9, 5] + [0] * 4


def iso(moment):
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + "%03dZ" % (moment.microsecond // 1000)


def traffic(first, last):
    dice, out, day, number = Dice(991), [], first, 0
    while day <= last:
        offset = dt.timezone(dt.timedelta(hours=berlin_offset(day)))
        usual = 0 if day.weekday() == 6 or day == dt.date(2026, 1, 1) else 4.1 * (1.8 if day.weekday() == 5 else 1)
        for start in sorted((dice.weighted(list(enumerate(OPEN))), dice.whole(0, 59), dice.whole(0, 59)) for _ in range(dice.poisson(usual))):
            number += 1
            out.append(conversation(dice, number, dt.datetime(day.year, day.month, day.day, *start, tzinfo=offset)))
        day += dt.timedelta(days=1)
    return out


def conversation(dice, number, at):
    avatar = dice.weighted([(a, a[2]) for a in AVATARS])
    begun, messages = at, []
    for _ in range(dice.weighted([(1, 30), (2, 34), (3, 22), (4, 14)])):
        messages.append({"role": "user", "at": at, "tokens": dice.whole(6, 30), "latency": None})
        at += dt.timedelta(seconds=1)
        messages.append({"role": "assistant", "at": at, "tokens": dice.whole(40, 150), "latency": int(dice.lognormal(420, 0.5))})
        at += dt.timedelta(seconds=dice.whole(9, 70))
    mood = dice.weighted([("positive", 44), ("neutral", 42), ("negative", 14)])
    escalated = dice.chance(0.3 if mood == "negative" else 0.05)
    goals = [] if escalated or mood == "negative" and dice.chance(0.6) else [g for g, p in zip(GOALS, (0.62, 0.3, 0.12)) if dice.chance(p)]
    timed_out = not escalated and dice.chance(0.12)
    return {"id": "conv_%05d" % number, "avatar": avatar, "begun": begun, "ended": at, "messages": messages, "sentiment": mood, "escalated": escalated,
            "reason": dice.pick(["asked for a person", "repeated failures"]) if escalated else None, "goals": goals,
            "status": "escalated" if escalated else "timeout" if timed_out else "ended"}


def seconds(c):
    return int((c["ended"] - c["begun"]).total_seconds())


def tokens(c):
    return sum(m["tokens"] for m in c["messages"])


def record(c, messages):
    out = {"id": c["id"], "avatarId": c["avatar"][0], "avatarName": c["avatar"][1], "status": c["status"], "createdAt": iso(c["begun"]), "updatedAt": iso(c["ended"]),
           "endedAt": iso(c["ended"]), "duration": seconds(c), "messageCount": len(c["messages"]), "tokenUsage": tokens(c), "sentiment": c["sentiment"],
           "goals": c["goals"], "escalated": c["escalated"], "escalationReason": c["reason"]}
    if messages:
        out["messages"] = [{"id": "%s_%d" % (c["id"], n), "role": m["role"], "content": "…", "createdAt": iso(m["at"]),
                            "metadata": {"tokens": m["tokens"], "latency": m["latency"]}} for n, m in enumerate(c["messages"])]
    return out


def events(rows):
    number = 0
    for c in rows:
        about = {"conversationId": c["id"], "avatarId": c["avatar"][0]}
        made = [("conversation.started", c["begun"], about)]
        made += [("message.created", m["at"], dict(about, message={"id": "%s_%d" % (c["id"], n), "role": m["role"], "content": "…"}))
                 for n, m in enumerate(c["messages"])]
        if c["escalated"]:
            made.append(("conversation.escalated", c["ended"], dict(about, reason=c["reason"])))
        made.append(("conversation.ended", c["ended"], dict(about, duration=seconds(c), messageCount=len(c["messages"]))))
        for kind, at, data in made:
            number += 1
            line = json.dumps({"id": "evt_%06d" % number, "type": kind, "timestamp": iso(at), "data": data}, ensure_ascii=False, separators=(",", ":"))
            yield line
            if number % 97 == 0:
                yield line  # delivered twice


def overview(rows):
    done = [seconds(c) for c in rows]
    return {"conversations": len(rows), "messages": sum(len(c["messages"]) for c in rows), "avgDuration": round(sum(done) / len(done), 1) if done else None,
            "tokenUsage": sum(tokens(c) for c in rows)}


def files(rows, month, window, captured):
    mine = [c for c in rows if window[0] <= c["begun"] < window[1]]
    lately = [c for c in rows if captured - dt.timedelta(days=30) <= c["begun"] < captured]
    out, listed = {}, []

    def add(path, kind, body, query=None, **ids):
        out["%s/%s" % (month, path)] = body if isinstance(body, bytes) else dump(body, False)
        listed.append(dict({"path": path, "kind": kind, "query": query or {}, "capturedAt": captured.strftime("%Y-%m-%dT%H:%M:%SZ")}, **ids))
    if month == "2026-03":
        add("webhook-events.jsonl.gz", "webhook-events", ("\n".join(events(mine)) + "\n").encode())
    else:
        listing = {"data": [record(c, True) for c in mine], "meta": {"requestId": "req_%s" % month.replace("-", "")}}
        add("conversations.json.gz", "conversations", listing, {"start": window[0].date().isoformat(), "end": (window[1] - dt.timedelta(days=1)).date().isoformat()})
    body = dict(overview(lately), topAvatars=[{"id": k, "name": n, "conversations": sum(c["avatar"][0] == k for c in lately)} for k, n, _ in AVATARS])
    add("analytics-overview.json", "overview", body, {"period": "30d"})
    for key, _, _ in AVATARS:
        some = [c for c in lately if c["avatar"][0] == key]
        add("avatar-%s.json" % key, "avatar-analytics", dict(
            overview(some), avatarId=key, period="30d", completionRate=round(100 * sum(bool(c["goals"]) for c in some) / len(some), 2),
            sentiment={m: sum(c["sentiment"] == m for c in some) for m in ("positive", "neutral", "negative")},
            escalations=sum(c["escalated"] for c in some)), {"period": "30d"}, avatarId=key)
    days = {}
    for c in mine:
        days.setdefault(c["begun"].astimezone(UTC).date().isoformat(), []).append(c)
    add("conversations-by-day.json", "conversations-by-day", {"groupBy": "day", "period": "31d", "data": [
        dict({"date": d}, **overview(days[d]), completed=sum(bool(c["goals"]) for c in days[d])) for d in sorted(days)]}, {"groupBy": "day", "period": "31d"})
    return out, listed
