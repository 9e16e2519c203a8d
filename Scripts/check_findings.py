#!/usr/bin/env python3
"""No sentence is false: every number in the findings and key messages of a site, worked out a second time from its data files.

  check_findings.py SITE...       read <period>/data/findings.json of each site and judge every sentence
  check_findings.py --self-test   prove that wrong numbers are seen

A number in a sentence must be the written form of a fact of its row (or of the difference or relative change of two facts); facts that are
metrics must equal metrics.json, groups breakdowns.json; parts must add up: each driver is decomposed again from the counts of its table,
shares are divided again, differences subtracted again. Links must lead to a section that is there. Standard library only.
"""

import copy
import csv
import glob
import itertools
import json
import os
import re
import sys
import tempfile

MONTHS = ("January February March April May June July August September October November December").split()
MONTH = "(?:%s)" % "|".join(m for full in MONTHS for m in sorted({full, full[:4], full[:3]}, key=len, reverse=True))
# what is no claim about the data: names of periods, the level of an interval, titles of metrics
FRAME = [r"the first \d+ days(?: of \d{4}\b)?", r"\b\d{1,2} to (?=\d{1,2} %s)" % MONTH, r"\b\d{1,2} %s(?: \d{4})?\b" % MONTH, r"\b%s \d{4}\b" % MONTH,
         r"\bQ[1-4](?: \d{4})?\b", r"\bweek \d+(?:, \d{4})?\b", r"\bin \d{4}\b", r"\b95% interval\b", r"\b9[059]% line\b"]
NUMBER = re.compile(r"(?P<sign>[+\u2212-])?(?P<bound>[<>])?(?P<money>[$\u20ac\u00a3])?(?P<n>\d[\d,]*(?:\.\d+)?)"
                    r"(?: (?P<big>million|billion))?(?P<unit>%| points?\b| times\b)?")
TIME = re.compile(r"(?P<sign>[+\u2212-])?(?P<bound><)?(?P<a>\d+(?:\.\d+)?) (?P<au>d|h|min|s)\b(?: (?P<b>\d+) (?P<bu>h|min|s)\b)?")
LENGTH = {"d": 86400e3, "h": 3600e3, "min": 60e3, "s": 1e3}


def load(*path):
    with open(os.path.join(*path), encoding="utf-8") as f:
        return json.load(f)


def near(a, b, tolerance=1e-9):
    return abs(a - b) <= tolerance * max(1.0, abs(a), abs(b))


def numbers(facts):
    """(value, unit) of every number among the facts, and what two of them make: a difference, a relative change."""
    plain = [(f["value"], f["unit"]) for f in facts if f["unit"] not in ("name", "day", "metric") and f["value"] is not None]
    made = []
    named = {f["name"]: f for f in facts}
    for now, before in (("now", "before"), ("volume-now", "volume-before")):
        if now in named and before in named:
            a, b, unit = named[now]["value"], named[before]["value"], named[now]["unit"]
            made.append((a - b, "points" if unit == "share" else unit))
            if b > 0:
                made.append((a / b - 1, "change"))
                made.append((a / b, "ratio"))
    return plain + made


def written(token, value, unit):
    """True when the token is how the value is written."""
    text = token["n"].replace(",", "")
    places = len(text.split(".")[1]) if "." in text else 0
    shown = float(text) * {"million": 1e6, "billion": 1e9}.get(token["big"] or "", 1)
    step = 10.0 ** -places * {"million": 1e6, "billion": 1e9}.get(token["big"] or "", 1)
    kind = (token["unit"] or "").strip()
    if kind == "%":
        if unit not in ("share", "change"):
            return False
        value *= 100
    elif kind in ("point", "points"):
        if unit not in ("share", "points"):
            return False
        value *= 100
    elif unit in ("share", "change", "points", "milliseconds"):
        return False
    elif token["money"] and len(unit) != 3:
        return False
    if token["bound"] == "<":
        return 0 < abs(value) < shown
    if token["bound"] == ">":
        return abs(value) > shown
    sign = {"+": 1, "-": -1, "\u2212": -1}.get(token["sign"] or "")
    if sign is not None and round(abs(value) / step) and (value > 0) != (sign > 0):
        return False
    return abs(abs(value) - shown) <= step * (0.5 + 1e-6)


def written_time(token, value, unit):
    if unit != "milliseconds":
        return False
    smallest = token["bu"] or token["au"]
    shown = float(token["a"]) * LENGTH[token["au"]] + (float(token["b"]) * LENGTH[token["bu"]] if token["b"] else 0)
    places = len(token["a"].split(".")[1]) if "." in token["a"] else 0
    if not token["b"] and token["au"] != "s":
        smallest = {"d": "h", "h": "min", "min": "s"}[token["au"]]
    step = LENGTH[smallest] * 10.0 ** -places
    if token["bound"]:
        return 0 < abs(value) < shown
    return abs(abs(value) - shown) <= step * (0.5 + 1e-6)


def days(facts):
    for fact in facts:
        if fact["unit"] == "day":
            year, month, day = (int(p) for p in fact["value"].split("-"))
            for name in (MONTHS[month - 1], MONTHS[month - 1][:4], MONTHS[month - 1][:3]):
                yield "%d %s %d" % (day, name, year)
                yield "%d %s" % (day, name)


def without_names(text, facts):
    """The sentence without names and days of its row, which may hold digits of their own; cut names end with an ellipsis."""
    for fact in sorted((f for f in facts if f["unit"] == "name"), key=lambda f: -len(str(f["value"]))):
        name = str(fact["value"]).replace("\u00a0", " ")
        if re.search(r"\d", name):
            text = text.replace(name, "~")
            for length in range(len(name), 5, -1):
                text = text.replace(name[:length] + "\u2026", "~")
    for day in days(facts):
        text = text.replace(day, "~")
    return text


def check_sentence(sentence, facts, where, problems):
    text = without_names(sentence.replace("\u00a0", " ").replace("\u202f", " "), facts)
    text = re.sub(r"\(95%: (\S+) to (\S+?)\)", r"(\1 points to \2 points)", text)
    for pattern in FRAME:
        text = re.sub(pattern, "~", text)
    known = numbers(facts)
    for found in list(TIME.finditer(text)):
        if not any(written_time(found.groupdict(), v, u) for v, u in known):
            problems.append("%s: \"%s\" is no fact of \"%s\"" % (where, found.group(0), sentence))
    text = TIME.sub("~", text)
    for found in NUMBER.finditer(text):
        if not any(written(found.groupdict(), v, u) for v, u in known):
            problems.append("%s: \"%s\" is no fact of \"%s\"" % (where, found.group(0).strip(), sentence))


def previous(period):
    """The id of the period before; None where the kind is not known."""
    if m := re.fullmatch(r"(\d{4})-(\d{2})", period):
        year, month = int(m[1]), int(m[2])
        return "%d-%02d" % ((year, month - 1) if month > 1 else (year - 1, 12))
    if m := re.fullmatch(r"(\d{4})-Q(\d)", period):
        year, quarter = int(m[1]), int(m[2])
        return "%d-Q%d" % ((year, quarter - 1) if quarter > 1 else (year - 1, 4))
    if m := re.fullmatch(r"\d{4}", period):
        return str(int(period) - 1)
    return None


class Period:
    """The data files of one period."""

    def __init__(self, folder):
        self.folder, self.id = folder, os.path.basename(folder)
        self.findings = load(folder, "data", "findings.json")
        self.metrics = load(folder, "data", "metrics.json")["metrics"]
        self.breakdowns = load(folder, "data", "breakdowns.json")

    def metric(self, name):
        return self.metrics.get(name, {}).get("value")

    def tables(self):
        for path in sorted(glob.glob(os.path.join(self.folder, "data", "*.json"))):
            if os.path.basename(path) not in ("findings.json", "metrics.json", "breakdowns.json", "reported.json"):
                table = load(path)
                if isinstance(table, dict) and "columns" in table:
                    yield path, [c["id"] for c in table["columns"]], table["rows"]


def decomposed(rows, at):
    """Mix and rate of every row from its bases and shares: the symmetric midpoint form, with nothing taken from the table's own parts."""
    bases0, bases1 = [r[at["base.previous"]] or 0 for r in rows], [r[at["base"]] or 0 for r in rows]
    share0, share1 = [r[at["share0"]] for r in rows], [r[at["share1"]] for r in rows]
    total0, total1 = sum(bases0), sum(bases1)
    all0 = sum(n * (s or 0) for n, s in zip(bases0, share0)) / total0
    all1 = sum(n * (s or 0) for n, s in zip(bases1, share1)) / total1
    for n0, n1, s0, s1 in zip(bases0, bases1, share0, share1):
        s0, s1 = all0 if s0 is None else s0, all1 if s1 is None else s1
        w0, w1 = n0 / total0, n1 / total1
        yield (w1 - w0) * ((s0 + s1) / 2 - (all0 + all1) / 2), (s1 - s0) * (w0 + w1) / 2, all1 - all0


def check_drivers(period, problems):
    """Decomposes every table of drivers again; gives its parts by metric, dimension and group."""
    parts = {}
    for path, ids, rows in period.tables():
        if not {"mix", "rate", "contribution", "base", "base.previous"} <= set(ids):
            continue
        where = "%s/%s" % (period.id, os.path.basename(path))
        metric = next(i[:-9] for i in ids if i.endswith(".previous") and i != "base.previous")
        at = {name: ids.index(name) for name in ("base", "base.previous", "mix", "rate", "contribution")}
        at["share0"], at["share1"] = ids.index(metric + ".previous"), ids.index(metric)
        groups, total = rows[:-1], rows[-1]
        for row, (mix, rate, change) in zip(groups, decomposed(groups, at)):
            if not (near(row[at["mix"]], mix) and near(row[at["rate"]], rate)):
                problems.append("%s: %s adds %g by mix and %g by rate, not what the table says" % (where, row[0], mix, rate))
            parts[metric, ids[0], row[0]] = row, at
        for name in ("mix", "rate", "contribution"):
            if not near(sum(r[at[name]] for r in groups), total[at[name]]):
                problems.append("%s: the parts of %s do not add up" % (where, name))
        if groups and not near(total[at["contribution"]], change):
            problems.append("%s: the parts do not add up to the change" % where)
    return parts


def check_arithmetic(finding, period, before, parts, where, problems):
    """Facts that follow from others, and facts that other files hold too."""
    value = {f["name"]: f["value"] for f in finding["facts"]}

    def same(name, expected, what):
        if name in value and expected is not None and not near(value[name], expected, 1e-6):
            problems.append("%s: %s is %r, %s is %r" % (where, name, value[name], what, expected))

    analysis, kind = finding["analysis"], finding["kind"]
    if analysis == "drivers":
        same("change", value["now"] - value["before"], "now less before")
        if before:
            same("now", period.metric(value["metric"]), "metrics.json")
            same("before", before.metric(value["metric"]), "metrics.json of the period before")
        if kind == "simpson":
            same("change", value["mix"] + value["rate"], "mix and rate together")
        elif (value["metric"], value["dimension"], value["group"]) in parts:
            row, at = parts[value["metric"], value["dimension"], value["group"]]
            same("contribution", row[at[kind]], "the table")
            same("group-before", row[at["share0"]], "the table")
            same("group-now", row[at["share1"]], "the table")
            same("cases", row[at["base"]], "the table")
    if analysis == "anomalies" and kind == "day":
        cut = [d for d in period.breakdowns["day"] if d["label"] == value["day"]]
        same("value", (cut[0]["metrics"].get(value["metric"]) or {}).get("value") if len(cut) == 1 else None, "breakdowns.json")
        log = load(period.folder, "data", "anomalies.json")
        at = {c["id"]: i for i, c in enumerate(log["columns"])}
        rows = [r for r in log["rows"] if (r[at["day"]], r[at["metric"]]) == (value["day"], value["metric"])]
        if len(rows) != 1 or rows[0][at["grade"]] != "stands-out":
            problems.append("%s: anomalies.json has no such day that stands out" % where)
        else:
            for name, column in (("value", "value"), ("expected", "usual"), ("spread", "spread"), ("compared", "compared")):
                same(name, rows[0][at[column]], "anomalies.json")
        if abs(value["value"] - value["expected"]) <= 3 * value["spread"]:
            problems.append("%s: lies within three spreads" % where)
    if analysis == "topic-shift":
        same("share-now", value["now"] / value["with-intent"], "now by all with an intent")
        if finding["kind"] != "gone":
            rows = [r for r in period.breakdowns.get("intent", []) if r["label"] == value["intent"]]
            same("now", rows[0]["metrics"]["vol.conversations"]["value"] if len(rows) == 1 else None, "breakdowns.json")
        if kind in ("rising", "falling") and (value["share-now"] > value["share-before"]) != (kind == "rising"):
            problems.append("%s: %s contradicts its shares" % (where, kind))
    if analysis == "version-effects":
        same("difference", value["after"] - value["before"], "after less before")
        if "others" in value:
            same("less-others", value["adjusted"] - value["others"], "adjusted less others")
        if not value["low"] <= value["adjusted"] <= value["high"]:
            problems.append("%s: the difference lies outside its interval" % where)
        if kind == "changed" and value["low"] <= 0 <= value["high"]:
            problems.append("%s: called a change with an interval over zero" % where)


def check_message(entry, period, before, where, problems):
    value = {f["name"]: f["value"] for f in entry["facts"]}
    check_sentence(entry["sentence"], entry["facts"], where, problems)
    pairs = [("value", value.get("metric"), period), ("volume", "vol.conversations", period), ("second", value.get("second-metric"), period)]
    if before:
        pairs += [("now", value.get("metric"), period), ("before", value.get("metric"), before),
                  ("volume-now", "vol.conversations", period), ("volume-before", "vol.conversations", before)]
    for name, metric, source in pairs:
        expected = source.metric(metric) if metric else None
        if name in value and expected is not None and not near(value[name], expected, 1e-6):
            problems.append("%s: %s of %s is %r, metrics.json of %s says %r" % (where, name, metric, value[name], source.id, expected))


def check_link(address, period, where, problems):
    page, _, anchor = address.partition("#")
    path = os.path.join(period.folder, page)
    if not os.path.exists(path):
        problems.append("%s: links to %s, which is not written" % (where, address))
    elif anchor:
        with open(path, encoding="utf-8") as f:
            if 'id="%s"' % anchor not in f.read():
                problems.append("%s: %s has no section %s" % (where, page, anchor))


def check_period(period, before, problems):
    """`before` is the period before when both are complete, so that its figures are the ones compared with."""
    parts = check_drivers(period, problems)
    findings = period.findings["findings"]
    for index, finding in enumerate(findings):
        where = "%s finding %d (%s, %s)" % (period.id, index + 1, finding["analysis"], finding["kind"])
        if finding["rank"] != index + 1:
            problems.append("%s: has rank %r" % (where, finding["rank"]))
        if not finding["sentence"]:
            problems.append("%s: has no sentence" % where)
            continue
        check_sentence(finding["sentence"], finding["facts"], where, problems)
        check_arithmetic(finding, period, before, parts, where, problems)
        if finding["evidence"]:
            check_link(finding["evidence"], period, where, problems)
    for index, entry in enumerate(period.findings["keyMessage"]):
        check_message(entry, period, before, "%s key message %d" % (period.id, index + 1), problems)
    with open(os.path.join(period.folder, "data", "findings.csv"), encoding="utf-8", newline="") as f:
        rows = list(csv.DictReader(f))
    if [r["sentence"] for r in rows] != [f["sentence"] or "" for f in findings]:
        problems.append("%s: findings.csv and findings.json differ" % period.id)
    with open(os.path.join(period.folder, "index.html"), encoding="utf-8") as f:
        page = re.sub(r"<[^>]+>", "", f.read().replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"'))
    if period.findings["keyMessage"] and period.findings["keyMessage"][0]["sentence"] not in page:
        problems.append("%s: the key message of the page is another one" % period.id)
    return len(findings) + len(period.findings["keyMessage"])


def check_site(site, problems):
    complete = {p["id"]: p["isComplete"] for p in load(site, "periods.json")["periods"]}
    periods = {os.path.basename(f): Period(f) for f in sorted(glob.glob(os.path.join(site, "*")))
               if os.path.exists(os.path.join(f, "data", "findings.json"))}
    sentences = 0
    for name, period in sorted(periods.items()):
        earlier = previous(name)
        both = complete.get(name) and complete.get(earlier) and earlier in periods
        sentences += check_period(period, periods[earlier] if both else None, problems)
    return len(periods), sentences


# --- self-test: a small true site, and lies that must be seen

def fact(name, value, unit):
    return {"name": name, "value": value, "unit": unit}


def true_site():
    """Golden vector of the decomposition: billing, orders and tech, 64.0 to 61.2 %."""
    groups = [("billing", 400, 700, 0.50, 0.52), ("orders", 400, 300, 0.80, 0.82), ("tech", 200, 200, 0.60, 0.62)]
    at = {"base.previous": 1, "base": 2, "share0": 3, "share1": 4}
    rows = [list(g) for g in groups]
    for row, (mix, rate, _) in zip(rows, list(decomposed(rows, at))):
        row += [mix, rate, mix + rate, ""]
    mix, rate = sum(r[5] for r in rows), sum(r[6] for r in rows)
    rows.append(["All", 1000, 1200, 0.64, 734 / 1200, mix, rate, mix + rate, ""])
    columns = ["intent", "base.previous", "base", "out.deflection_rate.previous", "out.deflection_rate", "mix", "rate", "contribution", "presence"]
    common = [fact("metric", "out.deflection_rate", "metric"), fact("before", 0.64, "share"), fact("now", 734 / 1200, "share"),
              fact("change", 734 / 1200 - 0.64, "points")]
    findings = [
        {"rank": 1, "analysis": "drivers", "kind": "mix", "evidence": "index.html#drivers",
         "sentence": "Deflection rate fell 2.8\u00a0points since January; the weight of billing accounts for \u22122.1\u00a0points: 58.3% of "
                     "conversations, after 40.0%.",
         "facts": common + [fact("dimension", "intent", "name"), fact("group", "billing", "name"), fact("contribution", rows[0][5], "points"),
                            fact("share-before", 0.4, "share"), fact("share-now", 700 / 1200, "share"), fact("cases", 700, "count")]},
        {"rank": 2, "analysis": "topic-shift", "kind": "rising", "evidence": None,
         "sentence": "Order 66 status rose to 12.0% of conversations with an intent, from 2.9% in the 3 months before.",
         "facts": [fact("intent", "Order 66 status", "name"), fact("now", 60, "count"), fact("with-intent", 500, "count"),
                   fact("share-now", 0.12, "share"), fact("share-before", 20 / 700, "share"), fact("periods", 3, "count")]}]
    message = [{"sentence": "61.2% of conversations ended without a person, 2.8\u00a0points less than in January, on 20% more conversations.",
                "facts": [fact("metric", "out.deflection_rate", "metric"), fact("now", 734 / 1200, "share"), fact("before", 0.64, "share"),
                          fact("volume-now", 1200, "count"), fact("volume-before", 1000, "count")]},
               {"sentence": "Needs attention: Median response time rose 2 min 45 s to 3 min 05 s, from 20 s in January.",
                "facts": [fact("metric", "lat.p50", "metric"), fact("now", 185000, "milliseconds"), fact("before", 20000, "milliseconds")]}]

    def period(name, findings, message, deflection, volume):
        intents = [{"label": "Order 66 status", "metrics": {"vol.conversations": {"value": 60}}}]
        return {"findings.json": {"period": name, "keyMessage": message, "findings": findings},
                "metrics.json": {"metrics": {"out.deflection_rate": {"value": deflection}, "vol.conversations": {"value": volume},
                                             "lat.p50": {"value": 185000 if findings else 20000}}},
                "breakdowns.json": {"intent": intents}}
    now = period("2026-02", findings, message, 734 / 1200, 1200)
    now["drivers.json"] = {"columns": [{"id": c} for c in columns], "rows": rows}
    return {"2026-01": period("2026-01", [], [], 0.64, 1000), "2026-02": now}


def judge(site):
    """The problems of a site that is given as values."""
    problems = []
    with tempfile.TemporaryDirectory() as root:
        with open(os.path.join(root, "periods.json"), "w", encoding="utf-8") as f:
            json.dump({"periods": [{"id": p, "isComplete": True} for p in site]}, f)
        for name, files in site.items():
            os.makedirs(os.path.join(root, name, "data"))
            for file, value in files.items():
                with open(os.path.join(root, name, "data", file), "w", encoding="utf-8") as f:
                    json.dump(value, f)
            content = files["findings.json"]
            with open(os.path.join(root, name, "data", "findings.csv"), "w", encoding="utf-8", newline="") as f:
                rows = csv.writer(f)
                rows.writerow(["rank", "sentence"])
                rows.writerows([x["rank"], x["sentence"]] for x in content["findings"])
            with open(os.path.join(root, name, "index.html"), "w", encoding="utf-8") as f:
                f.write('<p>%s</p><section id="drivers">' % "".join(m["sentence"] for m in content["keyMessage"]))
        check_site(root, problems)
    return problems


def self_test():
    site = true_site()
    if found := judge(site):
        sys.exit("check_findings: the true site is called false:\n  " + "\n  ".join(found))
    lies = []

    def lie(name, change):
        made = copy.deepcopy(site)
        change(made["2026-02"])
        lies.append((name, made))

    def said(index, old, new, part="findings"):
        def change(files):
            entry = files["findings.json"][part][index]
            assert old in entry["sentence"], old
            entry["sentence"] = entry["sentence"].replace(old, new, 1)
        return change

    def stated(index, name, value, part="findings"):
        def change(files):
            next(f for f in files["findings.json"][part][index]["facts"] if f["name"] == name)["value"] = value
        return change

    def entry(file, *path, value):
        def change(files):
            at = files[file]
            for step in path[:-1]:
                at = at[step]
            at[path[-1]] = value
        return change

    for old, new in (("2.8", "2.9"), ("\u22122.1", "+2.1"), ("58.3%", "58.4%"), ("40.0%", "41.0%"), ("fell 2.8\u00a0points", "fell 3%")):
        lie("finding says %s for %s" % (new, old), said(0, old, new))
    lie("a rounding the wrong way", said(1, "2.9%", "2.8%"))
    lie("another number of months", said(1, "3 months", "2 months"))
    for old, new in (("61.2%", "61.1%"), ("2.8", "2.7"), ("20% more", "21% more")):
        lie("key message says %s for %s" % (new, old), said(0, old, new, "keyMessage"))
    lie("another duration", said(1, "2 min 45 s", "2 min 44 s", "keyMessage"))
    lie("a fact that is not the metric", stated(0, "now", 0.6113, "keyMessage"))
    lie("a fact that is not the metric of the period before", entry("metrics.json", "metrics", "out.deflection_rate", "value", value=0.7))
    lie("a change that is no difference", stated(0, "change", -0.0281))
    lie("a contribution that the table does not have", stated(0, "contribution", -0.0209))
    lie("a share that is no quotient", stated(1, "share-now", 0.1201))
    lie("a count that breakdowns do not have", entry("breakdowns.json", "intent", 0, "metrics", "vol.conversations", "value", value=61))
    lie("parts that do not add up", entry("drivers.json", "rows", -1, 5, value=-0.04))
    lie("a part that is not what its counts give", entry("drivers.json", "rows", 0, 6, value=0.02))
    lie("a link to nothing", entry("findings.json", "findings", 0, "evidence", value="gone.html#drivers"))
    lie("an anchor that is not there", entry("findings.json", "findings", 0, "evidence", value="index.html#gone"))
    lie("a finding without words", entry("findings.json", "findings", 1, "sentence", value=None))
    lie("a wrong rank", entry("findings.json", "findings", 1, "rank", value=3))
    lie("rising that falls", stated(1, "share-before", 0.2))
    unseen = [name for name, made in lies if not judge(made)]
    if unseen:
        sys.exit("check_findings: not seen: " + "; ".join(unseen))
    print("check_findings: self-test passed, %d lies seen" % len(lies))


def main(arguments):
    if arguments == ["--self-test"]:
        return self_test()
    if not arguments:
        sys.exit(__doc__)
    problems, counts = [], []
    for site in arguments:
        counts.append(check_site(site, problems))
    for problem in itertools.islice(problems, 60):
        print(problem)
    periods, sentences = (sum(c) for c in zip(*counts))
    if not sentences:
        problems.append("no site here has data/findings.json")
        print(problems[0])
    if problems:
        sys.exit("check_findings: FAILED, %d problems in %d sentences" % (len(problems), sentences))
    print("check_findings: %d sentences of %d periods are true" % (sentences, periods))


main(sys.argv[1:])
