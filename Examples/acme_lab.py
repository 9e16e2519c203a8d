"""Acme's test lab: simulated callers in the shapes of Chanl. No customer takes part. Same seed, same bytes. Invented; CC0."""

import datetime as dt

from company import Dice, UTC, dump, identifier

PEOPLE = [("Rosa", "user_7"), ("Tariq", "user_9")]
PERSONAS = [  # name, language, emotion, difficulty, noise, tags, weight, usual score
    ("Calm planner", "en", "neutral", "easy", "none", ["delivery"], 10, 90), ("Hurried parent", "en", "frustrated", "medium", "street", ["delivery", "late"], 13, 74),
    ("Furious bargain hunter", "de", "angry", "hard", "office", ["returns"], 14, 61), ("Cheerful regular", "de", "happy", "easy", "cafe", ["advice"], 8, 93),
    ("Lost first-timer", "es", "confused", "medium", "none", ["advice", "sizes"], 9, 77), ("Impatient expert", "en", "frustrated", "very_hard", "none", ["warranty"], 7, 52),
    ("Careful pensioner", "de", "cautious", "medium", "none", ["billing"], 6, 82), ("Teenager with music on", "en", "happy", "hard", "custom", ["sizes"], 5, 66),
    ("Angry tourist", "es", "angry", "hard", "street", ["late"], 4, 58), ("Silent tester", "en", "neutral", "easy", "none", [], 0, 0)]
SCENARIOS = [("Parcel is three days late", ["delivery", "late"]), ("Return without a label", ["returns"]), ("Which boots for a wet week", ["advice"]),
             ("Zip broken after a year", ["warranty"])]
CRITERIA = [("greets", "Greets the caller", "Courtesy", 0.96), ("understands", "Understands the request", "Resolution", 0.84),
            ("resolves", "Resolves the request", "Resolution", 0.74), ("next_step", "Names the next step", "Resolution", 0.8), ("no_promise", "Promises nothing it cannot keep", "Safety", 0.93)]


def iso(moment):
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + "%03dZ" % (moment.microsecond // 1000)


def day_stamp(moment):
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def runs(first, last):
    dice, out, day, number = Dice(551), [], first, 0
    while day <= last:
        better = 4 if day >= dt.date(2026, 2, 9) else 0
        for hour in ((5, 5, 5) if day.weekday() < 5 else (5,)):
            number += 1
            at = dt.datetime(day.year, day.month, day.day, hour, dice.whole(0, 50), dice.whole(0, 59), tzinfo=UTC)
            out.append(execution(dice, number, at, better))
        day += dt.timedelta(days=1)
    return out


def execution(dice, number, at, better):
    who = dice.weighted([(n, p[6]) for n, p in enumerate(PERSONAS)])
    scenario = dice.whole(0, len(SCENARIOS) - 1)
    status = dice.weighted([("completed", 93), ("failed", 4), ("timeout", 3)])
    turns = dice.whole(2, 6)
    steps, clock = [], at
    for turn in range(turns):
        steps.append({"stepId": "s%d" % (2 * turn + 1), "status": "completed", "role": "persona", "actualResponse": "…", "duration": 0, "startTime": iso(clock)})
        wait = int(dice.lognormal(1700, 0.4))
        clock += dt.timedelta(milliseconds=wait)
        steps.append({"stepId": "s%d" % (2 * turn + 2), "status": "completed", "role": "agent", "actualResponse": "…", "duration": wait, "startTime": iso(clock)})
        clock += dt.timedelta(seconds=dice.whole(3, 12))
    took = int((clock - at).total_seconds() * 1000)
    out = {"id": identifier("execution", number)[:23], "executionId": "exec_" + identifier("exec", number), "scenarioId": "scenario_%d" % (scenario + 1),
           "personaId": "persona_%d" % (who + 1), "promptId": "prompt_1", "scorecardId": "scorecard_1", "agentId": "agent_order_desk", "mode": "text", "status": status,
           "triggeredBy": "schedule", "startTime": iso(at), "endTime": iso(clock), "duration": took, "stepResults": steps, "errorMessages": [], "createdAt": iso(at),
           "updatedAt": iso(clock)}
    if status == "completed":
        score = max(5, min(100, round(PERSONAS[who][7] + better + 8 * dice.normal())))
        checks = [{"criteriaId": k, "criteriaKey": k, "criteriaName": n, "categoryId": c.lower(), "categoryName": c, "passed": dice.chance(p * (0.55 + score / 200)),
                   "result": True, "reasoning": "judged", "evidence": []} for k, n, c, p in CRITERIA]
        out.update(overallScore=score, scorecardResults={
            "scorecardId": "scorecard_1", "resultId": identifier("score", number)[:23], "overallScore": score / 10, "passed": score >= 70,
            "categoryScores": {"Courtesy": score / 10, "Resolution": score / 10}, "criteriaResults": checks, "evaluatedAt": iso(clock)})
    return out


def mean(values):
    return round(sum(values) / len(values), 1) if values else None


def usage(done, who):
    mine = [e for e in done if e["personaId"] == "persona_%d" % (who + 1)]
    return mine, [e["overallScore"] for e in mine if "overallScore" in e]


def personas(done):
    out = []
    for number, (name, language, emotion, difficulty, noise, tags, _, _) in enumerate(PERSONAS):
        mine, scores = usage(done, number)
        person, key = PEOPLE[number % 2]
        out.append({"id": "persona_%d" % (number + 1), "name": name, "language": language, "emotion": emotion, "difficulty": difficulty, "backgroundNoise": noise,
                    "tags": tags, "created_at": "2025-11-%02dT10:00:00Z" % (number + 3), "updated_at": "2025-12-%02dT09:30:00Z" % (20 - number),
                    "created_by": {"id": key, "name": person},
                    "usage_stats": {"total_simulations": len(mine), "avg_score": mean(scores), "last_used": max(e["startTime"] for e in mine)[:19] + "Z" if mine else None}})
    return out


def stats(done, captured):
    listed = personas(done)
    scores = [e["overallScore"] for e in done if "overallScore" in e]

    def group(position, with_count=True):
        out = {}
        for value in sorted({p[position] for p in PERSONAS}):
            members = [n for n, p in enumerate(PERSONAS) if p[position] == value]
            mine = [e for n in members for e in usage(done, n)[0]]
            out[value] = {"count": len(members), "avg_score": mean([e["overallScore"] for e in mine if "overallScore" in e])}
            if with_count:
                out[value]["total_simulations"] = len(mine)
        return out

    def one(number):
        mine, mine_scores = usage(done, number)
        passed = sum(e.get("scorecardResults", {}).get("passed", False) for e in mine)
        return {"id": "persona_%d" % (number + 1), "name": PERSONAS[number][0], "usage_count": len(mine), "avg_score": mean(mine_scores),
                "success_rate": round(100 * passed / len(mine), 1)}
    used = [n for n in range(len(PERSONAS)) if usage(done, n)[1]]

    def window(days):
        mine = [e for e in done if e["startTime"] >= iso(captured - dt.timedelta(days=days))]
        count = {}
        for e in mine:
            count[e["personaId"]] = count.get(e["personaId"], 0) + 1
        return {"total_simulations": len(mine), "avg_score": mean([e["overallScore"] for e in mine if "overallScore" in e]),
                "most_used": min(count, key=lambda k: (-count[k], k)) if count else None}
    return {"stats": {
        "overview": {"total_personas": len(PERSONAS), "active_personas": len(used), "total_simulations": len(done), "avg_score_all_personas": mean(scores)},
        "most_used_persona": one(max(used, key=lambda n: (listed[n]["usage_stats"]["total_simulations"], -n))),
        "best_performing_persona": one(max(used, key=lambda n: (listed[n]["usage_stats"]["avg_score"], -n))),
        "worst_performing_persona": one(min(used, key=lambda n: (listed[n]["usage_stats"]["avg_score"], n))),
        "personas_by_emotion": group(2), "personas_by_difficulty": group(3), "personas_by_language": group(1, False),
        "usage_trends": {"last_7_days": window(7), "last_30_days": window(30)},
        "performance_insights": [{"type": "warning", "message": "Personas with \"very_hard\" difficulty score below 60; review the warranty answers."},
                                 {"type": "recommendation", "message": "Add more Spanish personas: only two of ten speak Spanish."}]}}


def scenarios(done):
    out = []
    for number, (name, tags) in enumerate(SCENARIOS):
        mine = [e for e in done if e["scenarioId"] == "scenario_%d" % (number + 1)]
        people = sorted({e["personaId"] for e in mine})
        out.append({"id": "scenario_%d" % (number + 1), "name": name, "prompt": "You call the shop.", "tags": tags,
                    "personas": [{"id": p, "name": PERSONAS[int(p.split("_")[1]) - 1][0]} for p in people],
                    "targetAgents": [{"id": "agent_order_desk", "name": "Order Desk"}], "scorecard": {"id": "scorecard_1", "name": "Service"},
                    "created_at": "2025-11-20T10:00:00Z", "updated_at": "2025-12-01T09:30:00Z", "created_by": {"id": "user_7", "name": "Rosa"},
                    "stats": {"total_simulations": len(mine), "avg_score": mean([e["overallScore"] for e in mine if "overallScore" in e]),
                              "last_run": max(e["startTime"] for e in mine) if mine else None}})
    return out


def files(rows, month, window, captured):
    done = [e for e in rows if e["startTime"] < iso(captured)]
    mine = [e for e in done if iso(window[0]) <= e["startTime"] < iso(window[1])]
    mine.reverse()
    out, listed = {}, []

    def add(path, kind, body, query=None):
        out["%s/%s" % (month, path)] = dump(body, False)
        listed.append({"path": path, "kind": kind, "query": query or {}, "capturedAt": day_stamp(captured)})

    def envelope(data):
        return {"success": True, "data": data}
    add("personas-stats.json", "personas-stats", envelope(stats(done, captured)), {"period": "30d"})
    people = personas(done)
    for page in (0, 1):
        part = people[page * 6:page * 6 + 6]
        add("personas-page-%d.json" % (page + 1), "personas-list",
            envelope({"personas": part, "pagination": {"total": len(people), "page": page + 1, "limit": 6, "has_more": page == 0}}), {"limit": 6, "offset": page * 6})
    add("scenarios.json", "scenarios-list", envelope({"scenarios": scenarios(done), "pagination": {"total": len(SCENARIOS), "page": 1, "limit": 50}}))
    size = 40
    pages = max(1, -(-len(mine) // size))
    for page in range(pages):
        add("executions-page-%d.json.gz" % (page + 1), "eval-executions", {
            "executions": mine[page * size:page * size + size], "total": len(mine),
            "pagination": {"total": len(mine), "page": page + 1, "limit": size, "totalPages": pages, "hasNextPage": page + 1 < pages, "hasPrevPage": page > 0}},
            {"fromDate": day_stamp(window[0]), "toDate": day_stamp(window[1]), "page": page + 1, "limit": size})
    return out, listed
