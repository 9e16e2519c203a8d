#!/usr/bin/env python3
"""Gives the built tool everything that can go wrong, and looks at what people see. Usage: check_bad_input.py --parlance BINARY

For each case: the exit code of docs/diagnostics.md, at least one line of words when something is wrong, no death by a
signal, no line over 300 characters, no customer's text in any message or on any page, and after a failure the published
site exactly as it was, with nothing left beside it. Standard library only.
"""

import argparse
import gzip
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import time

import vendor_faults
from check_atomic import digest

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(HERE, "Examples"))
SECRET = "zebra-secret-4711"
NOW = "2026-02-05T06:00:00Z"
FINE, CONTENT, DATA, USAGE = 0, 2, 3, 64


def rows(count=60):
    """Good rows of January, each with a marked text that must never come out again."""
    from make_acme import files
    found = json.loads(files()["studiochat/2026-01/export-conversations.json.gz"])["conversations"][:count]
    for row in found:
        row["first_user_message"] = "%s %s" % (SECRET, row["first_user_message"])
        for message in row["messages"]:
            message["content"] = SECRET + " " + message["content"]
            for call in message["tool_calls"]:
                call["result"] = SECRET
        row["context"]["contact"]["name"] = SECRET
    return found


class Case:
    """A project folder that starts good; `export` writes the one export file."""

    def __init__(self, work, good):
        self.project, self.site = os.path.join(work, "project"), os.path.join(work, "public", "site")
        self.good = good
        os.makedirs(os.path.join(self.project, "exports"))
        os.makedirs(os.path.dirname(self.site))
        self.settings = {"title": "Bad input", "zone": "Europe/Berlin", "sources": [{"id": "s", "paths": ["exports"]}]}
        self.export(good)

    def export(self, conversations, name="export.json"):
        text = json.dumps({"exported_at": "2026-02-01T00:00:00Z", "total_matched": len(conversations), "total_exported": len(conversations),
                           "conversations": conversations}, ensure_ascii=False)
        self.raw(text.encode(), name)
        return text

    def raw(self, data, name="export.json"):
        with open(os.path.join(self.project, "exports", name), "wb") as f:
            f.write(data)

    def write(self, path, text):
        os.makedirs(os.path.dirname(os.path.join(self.project, path)), exist_ok=True)
        with open(os.path.join(self.project, path), "w", encoding="utf-8") as f:
            f.write(text)

    def save(self):
        self.write("parlance.json", json.dumps(self.settings))

    def changed(self, index=3, **fields):
        out = json.loads(json.dumps(self.good))
        out[index].update(fields)
        return out


def cut(case):
    text = case.export(case.good)
    case.raw(text[:len(text) * 2 // 3].encode())


def only_unknown(case):
    os.remove(os.path.join(case.project, "exports", "export.json"))
    case.raw(b'{"weather": "fine"}', "weather.json")


def empty_folder(case):
    os.remove(os.path.join(case.project, "exports", "export.json"))


def bad_gzip(case):
    case.raw(gzip.compress(case.export(case.good).encode())[:-400], "second.json.gz")


def invalid_utf8(case):
    text = case.export(case.changed(user_intent="UTF8HERE"))
    case.raw(text.encode().replace(b"UTF8HERE", b"\xff\xfe\x80broken"))


# name, what is done to the good project, exit codes that are right, words that must be told (a pattern), old site kept
CASES = [
    ("all is well", lambda c: None, {FINE}, None),
    ("empty folder", empty_folder, {DATA}, r"export|snapshot|file"),
    ("missing folder", lambda c: shutil.rmtree(os.path.join(c.project, "exports")), {CONTENT, DATA}, r"exports"),
    ("no period: every row undated", lambda c: c.export([dict(r, last_message_at=None, first_message_at=None, messages=[]) for r in c.good]),
     {DATA}, r"time|date|period"),
    ("unknown file beside good ones", lambda c: c.raw(b'{"weather": "fine"}', "weather.json"), {FINE}, r"weather\.json"),
    ("nothing but an unknown file", only_unknown, {DATA}, r"weather\.json|export|snapshot"),
    ("truncated JSON", cut, {FINE, DATA}, r"export\.json"),
    ("truncated gzip", bad_gzip, {FINE, DATA}, r"second\.json\.gz"),
    ("empty file", lambda c: c.raw(b"", "empty.json"), {FINE}, None),
    ("wrong types", lambda c: c.export(c.changed(message_count="seven", tags="none", has_handoff=17)), {FINE}, r"export\.json"),
    ("a row that is no object", lambda c: c.export(c.good + [17, "x", None, []]), {FINE}, r"export\.json"),
    ("a row without id", lambda c: c.export(c.changed(conversation_id=None)), {FINE}, r"export\.json"),
    ("invalid UTF-8", invalid_utf8, {FINE, DATA}, None),
    ("a string of 100 MB", lambda c: c.export(c.changed(first_user_message=SECRET * 6_000_000)), {FINE, DATA}, None),
    ("nesting 100,000 deep", lambda c: c.raw(b'{"conversations": [' + b"[" * 100_000 + b"]" * 100_000 + b"]}", "deep.json"), {FINE, DATA}, r"deep\.json"),
    ("nesting 100,000 deep inside a row", lambda c: c.raw(
        c.export(c.changed(context="DEEP")).encode().replace(b'"DEEP"', b'{"a":' * 100_000 + b"1" + b"}" * 100_000)), {FINE, DATA}, None),
    ("duplicate ids", lambda c: c.export(c.good + c.good[:20]), {FINE}, None),
    ("time without zone", lambda c: c.export(c.changed(last_message_at="2026-01-20T10:00:00")), {FINE}, None),
    ("time in the future", lambda c: c.export(c.changed(last_message_at="2031-01-20T10:00:00Z")), {FINE}, None),
    ("no time at all", lambda c: c.export(c.changed(last_message_at="soon")), {FINE}, None),
    ("last before first", lambda c: c.export(c.changed(first_message_at="2026-01-30T10:00:00Z", last_message_at="2026-01-20T10:00:00Z")), {FINE}, None),
    ("configuration is no JSON", lambda c: c.write("parlance.json", "{ title: "), {CONTENT}, r"parlance\.json"),
    ("unknown key in the configuration", lambda c: c.settings.update(tittle="x"), {CONTENT}, r"parlance\.json.*|title"),
    ("unknown zone", lambda c: c.settings.update(zone="Europe/Berlni"), {CONTENT}, r"Europe/Berlin"),
    ("unknown metric in a section", lambda c: c.write("sections/overview/50-x.md", "Now {{ out.deflecton_rate }}\n"), {CONTENT}, r"out\.deflection_rate"),
    ("unknown page of a section", lambda c: c.write("sections/overviw/50-x.md", "words\n"), {CONTENT}, r"overview"),
    ("unknown key in a block", lambda c: c.write("sections/volume/50-x.md", "```chart\nkind: line\nmetrc: vol.conversations\n```\n"), {CONTENT}, r"metric"),
    ("note without a period", lambda c: c.write("notes/march.md", "words\n"), {CONTENT}, r"march\.md"),
]
DEFERRED = {"configuration is no JSON"}  # these write parlance.json themselves


def run(parlance, case, **options):
    command = [parlance, "build", case.project, "--output", options.pop("site", case.site), "--now", NOW]
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=300,
                          env=dict(os.environ, NO_COLOR="1"), **options)


def judge(name, result, codes, words, case, before):
    text = (result.stdout + result.stderr).decode("utf-8", "replace")
    wrong = []
    if result.returncode not in codes:
        wrong.append("exit code %s, expected %s" % (result.returncode, " or ".join(map(str, sorted(codes)))))
    if words and not re.search(words, text):
        wrong.append("nothing said about /%s/" % words)
    if SECRET in text:
        wrong.append("a message shows a customer's text")
    if any(len(line) > 300 for line in text.splitlines()):
        wrong.append("a line of %d characters" % max(map(len, text.splitlines())))
    after = digest(case.site) if os.path.isdir(case.site) else None
    if result.returncode and after != before:
        wrong.append("the published site changed although the build failed")
    beside = sorted(n for n in os.listdir(os.path.dirname(case.site)) if n != "site")
    if beside:
        wrong.append("left beside the site: %s" % ", ".join(beside))
    for where, _, files in os.walk(case.site):
        for file in files:
            with open(os.path.join(where, file), "rb") as f:
                if SECRET.encode() in f.read():
                    wrong.append("%s shows a customer's text" % file)
    for line in wrong:
        print("%s: %s" % (name, line))
    if wrong and text.strip():
        print("    " + "\n    ".join(text.strip().splitlines()[-4:]))
    return not wrong


def outputs(parlance, work, good):
    """Cases about the place where the site goes."""
    failures = 0

    def fresh(name):
        case = Case(os.path.join(work, name), good)
        case.save()
        if run(parlance, case).returncode != 0:
            sys.exit("check_bad_input: the good project does not build")
        return case, digest(case.site)

    case, before = fresh("full")
    case.settings["title"] = "Another title"
    case.save()
    import resource
    import signal

    def small_disk():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))

    failures += not judge("a disk that is full", run(parlance, case, preexec_fn=small_disk, restore_signals=False), {DATA}, r".", case, before)

    case, before = fresh("inside")
    result = run(parlance, case, site=os.path.join(case.project, "exports", "site"))
    failures += not judge("output inside the input", result, {CONTENT, DATA, USAGE}, r"exports", case, before)

    case, before = fresh("over-input")
    result = run(parlance, case, site=os.path.join(case.project, "exports"))
    failures += not judge("output over the input", result, {CONTENT, DATA, USAGE}, r"exports", case, before)
    if not os.path.exists(os.path.join(case.project, "exports", "export.json")):
        print("output over the input: the export is gone")
        failures += 1

    case, before = fresh("edited")
    page = next(os.path.join(d, "index.html") for d, _, f in sorted(os.walk(case.site)) if "index.html" in f)
    with open(page, "a", encoding="utf-8") as f:
        f.write("<!-- by hand -->")
    edited = digest(case.site)
    result = run(parlance, case)
    failures += not judge("site edited by hand", result, {FINE, DATA}, r"(?i)edit|hand|chang|index\.html", case, edited)

    case, before = fresh("foreign")
    shutil.rmtree(case.site)
    os.makedirs(case.site)
    with open(os.path.join(case.site, "thesis.txt"), "w", encoding="utf-8") as f:
        f.write("not ours")
    result = run(parlance, case)
    failures += not judge("output folder that holds something else", result, {CONTENT, DATA, USAGE}, r".", case, digest(case.site))
    if not os.path.exists(os.path.join(case.site, "thesis.txt")):
        print("output folder that holds something else: its file is gone")
        failures += 1

    if os.geteuid() == 0 and hasattr(os, "setuid"):
        case, before = fresh("locked")
        copy = os.path.join(work, "parlance-copy")
        shutil.copy(parlance, copy)
        os.chmod(copy, 0o755)
        case.settings["title"] = "Another title"
        case.save()
        result = run(copy, case, user=65534)
    else:
        case, before = fresh("locked")
        case.settings["title"] = "Another title"
        case.save()
        os.chmod(os.path.dirname(case.site), stat.S_IRUSR | stat.S_IXUSR)
        result = run(parlance, case)
        os.chmod(os.path.dirname(case.site), 0o755)
    failures += not judge("output that may not be written", result, {DATA}, r".", case, before)
    return failures


def races(parlance, work, good):
    failures = 0
    big = [dict(r, conversation_id="%s-%d" % (r["conversation_id"], n)) for n in range(150) for r in good]
    for number, delay in enumerate((0.005, 0.02, 0.05, 0.1)):
        case = Case(os.path.join(work, "gone-%d" % number), good)
        case.save()
        case.export(big, "big.json")
        path = os.path.join(case.project, "exports", "big.json")
        child = subprocess.Popen([parlance, "build", case.project, "--output", case.site, "--now", NOW], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        time.sleep(delay)
        os.remove(path) if number % 2 else os.truncate(path, os.path.getsize(path) // 3)
        out, err = child.communicate(timeout=300)
        result = subprocess.CompletedProcess([], child.returncode, out, err)
        failures += not judge("file %s while reading, after %d ms" % ("removed" if number % 2 else "cut", delay * 1000), result, {FINE, DATA}, None, case, None)
    case = Case(os.path.join(work, "twice"), good)
    case.save()
    command = [parlance, "build", case.project, "--output", case.site, "--now", NOW]
    pair = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    results = [subprocess.CompletedProcess([], p.wait(), *p.communicate()) for p in pair]
    if sorted(r.returncode for r in results) not in ([FINE, FINE], [FINE, DATA]):
        print("two builds at once: exit codes %s" % [r.returncode for r in results])
        failures += 1
    once = digest(case.site)
    if run(parlance, case).returncode != FINE or digest(case.site) != once:
        print("two builds at once: the site is not that of one build")
        failures += 1
    return failures


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--parlance", required=True)
    parlance = os.path.abspath(ap.parse_args().parlance)
    good, failures = rows(), 0
    with tempfile.TemporaryDirectory() as work:
        os.chmod(work, 0o755)
        for number, (name, change, codes, words) in enumerate(CASES + vendor_faults.CASES):
            case = Case(os.path.join(work, str(number)), good)
            case.save()
            if run(parlance, case).returncode != FINE:
                sys.exit("check_bad_input: the good project does not build")
            before = digest(case.site)
            change(case)
            if name not in DEFERRED:
                case.save()
            failures += not judge(name, run(parlance, case), codes, words, case, before)
            shutil.rmtree(os.path.join(work, str(number)))
        usage = subprocess.run([parlance, "bild"], capture_output=True)
        if usage.returncode != USAGE or b"build" not in usage.stderr + usage.stdout:
            print("unknown command: exit code %d, or \"build\" not suggested" % usage.returncode)
            failures += 1
        failures += outputs(parlance, work, good) + races(parlance, work, good)
    print("check_bad_input: %s" % ("%d cases, all as documented" % (len(CASES) + len(vendor_faults.CASES) + 13) if not failures else "%d cases FAILED" % failures))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
