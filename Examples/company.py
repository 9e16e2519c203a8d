"""An invented outdoor shop and its conversations, in the shape of a Studio Chat export.

Used by make_acme.py and make_atlas.py. Same seed, same bytes, on any machine: the only source of chance is one
`random.Random(seed).random()` stream, there is no clock, no locale and no time-zone database. Standard library only.
Everything here is made up: people, addresses, orders, shops. Released under CC0.
"""

import datetime as dt
import json
import math
import random
import uuid

UTC = dt.timezone.utc
NAMESPACE = uuid.UUID("6f2b1c1e-6c0e-5d52-9f51-0d9a2f6f7a10")


class Dice:
    """The few distributions used, all from `random()` alone, so that no library version changes them."""

    def __init__(self, seed):
        self._next = random.Random(seed).random

    def chance(self, p):
        return self._next() < p

    def uniform(self, low, high):
        return low + (high - low) * self._next()

    def whole(self, low, high):
        return low + int(self._next() * (high - low + 1))

    def pick(self, items):
        return items[int(self._next() * len(items))]

    def weighted(self, pairs):
        """`pairs`: (item, weight) in a fixed order."""
        mark = self._next() * sum(w for _, w in pairs)
        for item, weight in pairs:
            mark -= weight
            if mark < 0:
                return item
        return pairs[-1][0]

    def normal(self):
        return math.sqrt(-2 * math.log(1 - self._next())) * math.cos(2 * math.pi * self._next())

    def lognormal(self, median, spread):
        return median * math.exp(spread * self.normal())

    def poisson(self, mean):
        if mean > 60:
            return max(0, round(mean + math.sqrt(mean) * self.normal()))
        limit, product, count = math.exp(-mean), self._next(), 0
        while product > limit:
            product *= self._next()
            count += 1
        return count


def berlin_offset(day):
    """Hours ahead of UTC on a day in Berlin at noon: summer time from the last Sunday of March to that of October."""
    def last_sunday(month):
        last = dt.date(day.year, month, 31)
        return last - dt.timedelta(days=(last.weekday() + 1) % 7)
    return 2 if last_sunday(3) <= day < last_sunday(10) else 1


def identifier(*parts):
    return str(uuid.uuid5(NAMESPACE, "/".join(str(p) for p in parts)))


class Assistant:
    """`live`: list of (first day, version, model, {"latency": median ms, "handoff": factor, "resolved": factor})."""

    def __init__(self, name, live):
        self.name, self.live = name, live

    def version(self, day):
        return [entry for entry in self.live if entry[0] <= day][-1]


class Intent:
    """One thing people come for. `lines`: (question, answer) pairs by language, asked in this order."""

    def __init__(self, name, assistant, weight, handoff, tool, tags, skill, article, lines):
        self.name, self.assistant, self.weight, self.handoff = name, assistant, weight, handoff
        self.tool, self.tags, self.skill, self.article, self.lines = tool, tags, skill, article, lines


class Mood:
    """What a day does to everything: outage, sale, holiday. Factors, 1 = usual."""

    def __init__(self, volume=1.0, handoff=1.0, latency=1.0, errors=0.012, broken_tools=(), unhappy=1.0, only=None):
        self.volume, self.handoff, self.latency, self.errors = volume, handoff, latency, errors
        self.broken_tools, self.unhappy, self.only = broken_tools, unhappy, only


PRICES = {  # US dollars per million tokens, in and out: round figures of an invented price list
    "north/swift-2": (0.40, 1.60),
    "north/swift-3": (0.30, 1.20),
    "north/deep-1": (2.50, 10.00),
}

TOOLS = {  # median ms, share of failed calls on a usual day, type, a good result
    "track_parcel": (820, 0.02, "custom", '{"status": "in_transit", "eta_days": 2}'),
    "find_order": (310, 0.01, "custom", '{"orders": 1, "state": "paid"}'),
    "change_address": (420, 0.04, "custom", '{"changed": true}'),
    "start_return": (560, 0.03, "custom", '{"label": "created"}'),
    "issue_refund": (940, 0.05, "custom", '{"refund": "queued"}'),
    "check_stock": (270, 0.015, "custom", '{"in_stock": true, "shops": 4}'),
    "search_help": (190, 0.004, "kb_search", '[{"item_id": "help", "score": 0.81}]'),
}

HOURS = [1, 1, 0, 0, 0, 1, 3, 8, 14, 19, 22, 21, 18, 17, 18, 19, 20, 22, 24, 25, 22, 16, 9, 3]
WEEKDAYS = [1.16, 1.08, 1.03, 1.0, 0.96, 0.82, 0.95]
CLOSED = {"en": "Thanks, that is all.", "de": "Danke, das war alles.", "es": "Gracias, eso es todo.", "fr": "Merci, c'est tout."}
HAND = {
    "en": "I am passing you to a colleague who can settle this.",
    "de": "Ich gebe Sie an eine Kollegin weiter, die das klären kann.",
    "es": "Le paso con una compañera que puede resolverlo.",
    "fr": "Je vous passe une collègue qui peut régler cela.",
}
ERROR = {
    "en": "Sorry, I cannot reach that system right now.",
    "de": "Leider erreiche ich dieses System gerade nicht.",
    "es": "Lo siento, ahora mismo no puedo acceder a ese sistema.",
    "fr": "Désolé, je n'ai pas accès à ce système pour le moment.",
}
FIRST = ["Ada", "Ben", "Carla", "Deniz", "Emil", "Fatma", "Greta", "Hugo", "Ines", "Jonas", "Kaya", "Luis", "Mira", "Noor", "Ola", "Pia"]
LAST = ["Abel", "Brandt", "Cruz", "Demir", "Ebert", "Falk", "Garcia", "Holm", "Ivens", "Jansen", "Keller", "Lang"]


def person(dice, people):
    number = people["next"] if not people["known"] or dice.chance(0.72) else dice.pick(people["known"])
    if number == people["next"]:
        people["next"] += 1
        people["known"].append(number)
    name = "%s %s" % (FIRST[number * 7 % len(FIRST)], LAST[number * 5 % len(LAST)])
    return {"id": "c-%05d" % number, "name": name, "email": name.lower().replace(" ", ".") + "@example.org",
            "plan": ("club" if number % 3 == 0 else "guest")}


def stamp(moment):
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def message(role, text, at, metadata=None, winback=False):
    return {"role": role, "content": text, "created_at": stamp(at), "metadata": metadata or {}, "tool_calls": [],
            "is_winback": winback, "attachments": []}


class Company:
    def __init__(self, seed, assistants, intents, inboxes, mood, languages):
        self.dice = Dice(seed)
        self.assistants = {a.name: a for a in assistants}
        self.intents, self.inboxes, self.mood, self.languages = intents, inboxes, mood, languages
        self.people = {"known": [], "next": 1}
        self.serial, self.calls = 41200, 0

    def day(self, date, usual):
        """All conversations started on one local day, in order of their start."""
        mood = self.mood(date)
        count = self.dice.poisson(usual * WEEKDAYS[date.weekday()] * mood.volume)
        offset = dt.timezone(dt.timedelta(hours=berlin_offset(date)))
        starts = []
        for _ in range(count):
            hour = self.dice.weighted([(h, w) for h, w in enumerate(HOURS)])
            starts.append((hour, self.dice.whole(0, 59), self.dice.whole(0, 59)))
        return [self.conversation(dt.datetime(date.year, date.month, date.day, *s, tzinfo=offset), mood) for s in sorted(starts)]

    def tool_call(self, name, at, mood, reference):
        dice = self.dice
        median, failing, kind, result = TOOLS[name]
        broken = name in mood.broken_tools
        failed = dice.chance(0.5 if broken else failing)
        duration = int(dice.lognormal(median * (9 if broken and failed else 2 if broken else 1), 0.5))
        self.calls += 1
        arguments = {"query" if kind == "kb_search" else "reference": reference}
        return {"id": "call_%05d" % self.calls, "name": name, "arguments": json.dumps(arguments),
                "result": '{"error": "%s"}' % ("timeout after 15 s" if broken else "not found") if failed else result,
                "tool_type": kind, "enhanced_params": arguments, "is_error": failed, "created_at": stamp(at), "duration_ms": duration}

    def conversation(self, start, mood):
        dice, day = self.dice, start.date()
        pool = [(i, i.weight * (2.2 if mood.only and i.name in mood.only else 1)) for i in self.intents]
        intent = dice.weighted(pool)
        language = dice.weighted([(l, w) for l, w in self.languages if l in intent.lines])
        assistant = self.assistants[intent.assistant]
        names = sorted(n for n in self.assistants if n != assistant.name)
        second = self.assistants[dice.pick(names)] if names and dice.chance(0.07) else None
        inbox = dice.weighted(self.inboxes)
        self.serial += dice.whole(1, 9)
        reference = "A-%06d" % dice.whole(100000, 999999)
        contact = person(dice, self.people)
        _, version, model, effect = assistant.version(day)

        messages, taking_part, latencies, failed_tool, used_tool = [], [], [], False, False
        handoff = dice.chance(min(0.9, intent.handoff * mood.handoff * effect["handoff"]))
        error = dice.chance(mood.errors)
        lines = intent.lines[language]
        turns = min(len(lines), 1 + dice.weighted([(0, 34), (1, 38), (2, 28)]))
        silent = not handoff and dice.chance(0.012)
        at = start
        for turn in range(turns):
            question, answer = lines[turn]
            messages.append(message("user", question.format(ref=reference), at))
            if silent or (error and turn == turns - 1 and not handoff and dice.chance(0.4)):
                break
            speaker = second if second and turn == turns - 1 and turns > 1 else assistant
            _, speaking_version, speaking_model, speaking_effect = speaker.version(day)
            calls = []
            if intent.tool and turn == min(1, turns - 1):
                used_tool = True
                call = self.tool_call(intent.tool, at + dt.timedelta(seconds=1), mood, reference)
                calls.append(call)
                if call["is_error"] and dice.chance(0.6):
                    calls.append(self.tool_call(intent.tool, at + dt.timedelta(seconds=3), mood, reference))
                failed_tool = calls[-1]["is_error"]
                if failed_tool:
                    answer = ERROR[language]
                    handoff = handoff or dice.chance(0.35)
            latency = int(dice.lognormal(speaking_effect["latency"] * mood.latency, 0.42)) + sum(c["duration_ms"] for c in calls)
            latencies.append(latency)
            last = turn == turns - 1
            tokens_in, tokens_out = dice.whole(850, 2600) + 320 * turn, dice.whole(35, 170)
            price = PRICES[speaking_model]
            key = identifier(speaker.name, speaking_version)
            if (key, speaker.name, speaking_version) not in taking_part:
                taking_part.append((key, speaker.name, speaking_version))
            entry = message("assistant", HAND[language] if handoff and last else answer.format(ref=reference),
                            at + dt.timedelta(milliseconds=latency),
                            {"playbook_id": key, "playbook_name": speaker.name, "playbook_version": speaking_version,
                             "response_latency_ms": latency, "labels": intent.tags[:1], "priority": None, "notes": [],
                             "handoff": {"team": "Customer care"} if handoff and last else None, "explanation": None})
            entry["tool_calls"] = calls
            entry.update(input_tokens=tokens_in, output_tokens=tokens_out,
                         cost_usd=round((tokens_in * price[0] + tokens_out * price[1]) / 1e6, 6), llm_requests=1 + len(calls),
                         tool_call_count=len(calls), model=speaking_model)
            messages.append(entry)
            at += dt.timedelta(milliseconds=latency) + dt.timedelta(seconds=dice.whole(14, 140))
        if not handoff and not silent and not error and dice.chance(0.3):
            messages.append(message("user", CLOSED[language], at))
        return self.finish(start, intent, language, assistant, inbox, contact, taking_part, messages, latencies, handoff, error,
                           failed_tool, used_tool, mood, effect, second, reference)

    def finish(self, start, intent, language, assistant, inbox, contact, taking_part, messages, latencies, handoff, error,
               failed_tool, used_tool, mood, effect, second, reference):
        dice = self.dice
        winback = None
        answered = [m for m in messages if m["role"] == "assistant"]
        if answered and messages[-1]["role"] == "assistant" and not handoff and dice.chance(0.09):
            at = start + dt.timedelta(hours=dice.whole(20, 26))
            winback = stamp(at)
            messages.append(message("assistant", "Is there anything else I can do for you?", at, dict(answered[-1]["metadata"],
                                    response_latency_ms=None, handoff=None), winback=True))
            if dice.chance(0.34):
                messages.append(message("user", CLOSED[language], at + dt.timedelta(minutes=dice.whole(2, 200))))
        if not taking_part:
            _, version, _, _ = assistant.version(start.date())
            taking_part.append((identifier(assistant.name, version), assistant.name, version))
        key, name, version = taking_part[-1]
        said = [m["content"] for m in messages if m["role"] == "assistant"]
        tags = sorted(set(intent.tags + (["second-assistant"] if len(taking_part) > 1 else []) + ([language] if language != "en" else [])))
        row = {
            "conversation_id": str(self.serial), "inbox_name": inbox, "playbook_name": name, "playbook_version": version,
            "playbooks_info": [{"id": k, "name": n, "version": v} for k, n, v in taking_part],
            "message_count": len(messages), "first_message_at": messages[0]["created_at"], "last_message_at": messages[-1]["created_at"],
            "first_user_message": messages[0]["content"], "last_assistant_message": said[-1] if said else None,
            "has_handoff": handoff, "has_error": error, "tags": tags, "skills": [intent.skill] if intent.skill and said else None,
            "avg_response_latency_ms": round(sum(latencies) / len(latencies)) if latencies else None,
        }
        row.update(self.signals(intent, handoff, error, failed_tool, used_tool, mood, effect, bool(said)))
        row.update(model=next((m["model"] for m in reversed(messages) if m.get("model")), None), winback_sent_at=winback,
                   context={"contact": contact, "language": language})
        row["messages"] = messages
        cited = intent.article and said and dice.chance(0.55)
        row["citations"] = [{"citation_id": "cit_%s" % row["conversation_id"], "kb_id": identifier("kb", "help"),
                             "item_id": intent.article[0], "content": intent.article[1], "file_name": None}] if cited else []
        return row

    def signals(self, intent, handoff, error, failed_tool, used_tool, mood, effect, spoke):
        """The model-written labels; 12 % of conversations were never scored."""
        dice = self.dice
        names = ("sentiment_label", "sentiment_reason", "resources_label", "resources_reason", "summary", "user_intent", "sentiment_shift",
                 "sentiment_shift_reason", "deflection_quality", "deflection_quality_reason", "handoff_reason", "handoff_reason_detail",
                 "recontact_risk", "recontact_risk_reason")
        out = dict.fromkeys(names)
        if dice.chance(0.12):
            return out
        trouble = mood.unhappy * (1.7 if failed_tool or error else 1) * (1.35 if handoff else 1)
        out["sentiment_label"] = dice.weighted([("negative", 0.11 * trouble), ("neutral", 0.55), ("positive", 0.34)])
        out["sentiment_shift"] = dice.weighted([("degraded", 0.07 * trouble), ("stable", 0.68), ("improved", 0.25)])
        out["sentiment_reason"] = "Tone of the last messages."
        out["sentiment_shift_reason"] = "First against last message."
        if used_tool:
            out["resources_label"] = dice.weighted([("irrelevant", 0.30 if failed_tool else 0.05), ("partial", 0.22), ("relevant", 0.73)])
            out["resources_reason"] = "Result compared with the question."
        if handoff:
            out["handoff_reason"] = dice.weighted([("policy", 0.30), ("user_request", 0.26), ("frustration", 0.12 * mood.unhappy),
                                                   ("bot_limitation", 0.32 * (1.6 if failed_tool else 1))])
            out["handoff_reason_detail"] = "Read from the last two turns."
        else:
            out["deflection_quality"] = dice.weighted([("resolved", 0.66 * effect["resolved"] / trouble), ("partial", 0.19), ("actioned", 0.09),
                                                       ("no_response", 0.06 if spoke else 3)])
            out["deflection_quality_reason"] = "Last answer against the question."
        out["recontact_risk"] = dice.weighted([("low", 0.62), ("medium", 0.26), ("high", 0.12 * trouble)])
        out["recontact_risk_reason"] = "Open points at the end."
        out["user_intent"] = intent.name
        out["summary"] = "A customer asked about: %s. %s" % (intent.name.lower(), "A colleague took over." if handoff else "The assistant answered.")
        return out


def dump(document, pretty):
    if pretty:
        return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()
    return (json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def export(rows, exported_at, pretty=True):
    """What `export_conversations` writes."""
    return dump({"exported_at": exported_at, "total_matched": len(rows), "total_exported": len(rows), "conversations": rows}, pretty)


def newest_first(rows):
    return sorted(rows, key=lambda r: (r["last_message_at"], r["conversation_id"]), reverse=True)
