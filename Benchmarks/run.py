#!/usr/bin/env python3
"""Times whole builds against what a user would take instead, and against the machine's own limit. Usage: make bench

  run.py --parlance BINARY [--quick] [--runs 5] [--python VENV/bin/python] [--cache FOLDER] [--json OUT]

"Ours" is the whole build of one month: read, decode, redact, aggregate everything for all pages, write the site into a
new folder. A peer reads the same file and computes a dozen tables, no page. The limit is bare simdjson over the same
file in bounded blocks, on two threads. Every round runs each of them once, in turn; a ratio is taken round by round and
the median is shown, so a slow moment of the machine meets all. Peak is the largest resident set that the system
counted. Forms are read by `parlance inspect` (reading alone): the processor time of a byte of lines, pages and a table
against one of the export, and of 10,000 files against the same conversations in one; the whole builds of both are
compared too. The data and the peers come from ../shared/tools (PARLANCE_SHARED names another place); a peer that is not
installed in --python (`pip install chdb duckdb`) is left out, in words. Exit 1 when a goal is missed.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile

import forms

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SHARED = os.environ.get("PARLANCE_SHARED", os.path.join(ROOT, "..", "shared"))
TOOLS = os.path.join(SHARED, "tools")
LIMIT = ("limit-chunked", 2)
PEERS = [("chdb", 1), ("chdb", 2), ("duckdb-text", 1), ("duckdb-text", 2)]
GOALS = {"limit": 4.0, "peak": 128.0, "growth": 1.25, "acme": 1.0, "version": 0.015, "form": 2.0, "files": 3.0,
         "files-build": 3.0}


def prepare(cache, sizes):
    """Exports of each size, and the limit's binary, made once."""
    files = {}
    for size in sizes:
        project = os.path.join(cache, "project-%d" % size)
        exports = os.path.join(project, "exports")
        if not os.path.exists(exports):
            print("making %s conversations" % format(size, ","), file=sys.stderr)
            subprocess.run([sys.executable, os.path.join(TOOLS, "make_snapshots.py"), "--conversations", str(size), "--out", exports + ".part",
                            "--quiet"], check=True)
            os.rename(exports + ".part", exports)
        files[size] = os.path.join(exports, "2026-01", "conversations.json")
        configure(project, "exports")
    build = os.path.join(cache, "limit")
    if not os.path.exists(os.path.join(build, "limit_simdjson")):
        subprocess.run(["sh", os.path.join(TOOLS, "peers", "build.sh"), build], check=True)
    return files, build


def configure(project, path):
    """A project that reads `path`."""
    os.makedirs(project, exist_ok=True)
    with open(os.path.join(project, "parlance.json"), "w", encoding="utf-8") as f:
        json.dump({"title": "Benchmark", "zone": "America/Argentina/Buenos_Aires", "locale": "en", "period": "month", "output": "site",
                   "sources": [{"id": "bench", "name": "Benchmark", "vendor": "studiochat", "paths": [path]}]}, f)
    return project


def installed(python, name):
    module = name.split("-")[0]
    return subprocess.run([python, "-c", "import " + module], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def measure(run, commands, runs, scratch):
    """name -> list of (wall, cpu, peak MiB), one a round; the first round is not counted."""
    figures = {name: [] for name in commands}
    for number in range(runs + 1):
        for name, command in commands.items():
            if figures[name] is None:
                continue
            out = os.path.join(scratch, "site")
            shutil.rmtree(out, ignore_errors=True)
            wall, cpu, peak, state, _ = run([c.replace("{out}", out) for c in command], 600, 2, False)
            if state != 0:
                print("%s ended with %s after %.1f s" % (name, state, wall), file=sys.stderr)
                figures[name] = None
            elif number:
                figures[name].append((wall, cpu, peak))
    return figures


def ingest(goals, run, binary, cache, scratch, runs):
    """Reads the same conversations in every form; a ratio is of processor time for each byte, taken round by round."""
    rows = forms.prepare(cache, TOOLS, "rows", 100_000, ["export", "lines", "csv", "pages"])
    details = forms.prepare(cache, TOOLS, "details", 10_000, ["export", "files"], ["--messages"])
    folders = {"ingest-json": rows["export"], "ingest-ndjson": rows["lines"], "ingest-pages": rows["pages"], "ingest-csv": rows["csv"],
               "ingest-one-file": details["export"], "ingest-10000-files": details["files"]}
    figures = measure(run, {name: [binary, "inspect", "--quiet", folder] for name, folder in folders.items()}, runs, scratch)
    print("\n  %-22s %9s %9s %9s %10s %10s" % ("reading alone", "MB", "wall s", "cpu s", "MB/cpu s", "peak MiB"))
    for name, taken in figures.items():
        if taken:
            megabytes = forms.size(folders[name]) / 1e6
            print("  %-22s %9.1f %9.3f %9.3f %10.0f %10.1f" % (
                name, megabytes, median(taken, 0), median(taken, 1), megabytes / median(taken, 1), max(r[2] for r in taken)))
    print("")
    for name in ("ingest-ndjson", "ingest-pages", "ingest-csv"):
        sizes = forms.size(folders["ingest-json"]) / forms.size(folders[name])
        value = figures[name] and figures["ingest-json"] and ratio(figures[name], figures["ingest-json"], 1) * sizes
        goals.check("%s, processor time a byte against the export" % name, value, GOALS["form"])
    both = figures["ingest-10000-files"] and figures["ingest-one-file"]
    goals.check("ingest-10000-files, processor time against one file", both and ratio(figures["ingest-10000-files"], both, 1), GOALS["files"])
    builds = whole_builds(goals, run, binary, cache, scratch, runs, details)
    return dict({name: {"bytes": forms.size(folders[name]), "runs": taken} for name, taken in figures.items()}, **builds)


def whole_builds(goals, run, binary, cache, scratch, runs, details):
    """Builds a whole site of 10,000 files and of the same conversations in one, into a new folder each time."""
    commands = {}
    for name, form in (("build-one-file", "export"), ("build-10000-files", "files")):
        project = configure(os.path.join(cache, "project-" + name), details[form])
        commands[name] = [binary, "build", project, "--output", "{out}", "--now", "2026-02-03T08:00:00Z", "--quiet"]
    figures = measure(run, commands, runs, scratch)
    one, many = figures["build-one-file"], figures["build-10000-files"]
    for column, words in ((0, "wall"), (1, "processor time")):
        value = one and many and ratio(many, one, column)
        goals.check("build-10000-files, %s against one file" % words, value, GOALS["files-build"])
    for name, taken in figures.items():
        if taken:
            print("  %-22s %.3f s wall, %.3f s processor time" % (name, median(taken, 0), median(taken, 1)))
    return {name: {"runs": taken} for name, taken in figures.items()}


def named(key):
    return "%s, %d thread%s" % (key[0], key[1], "" if key[1] == 1 else "s")


def median(figures, column):
    return statistics.median(f[column] for f in figures)


def ratio(ours, other, column=0):
    return statistics.median(a[column] / max(1e-9, b[column]) for a, b in zip(ours, other))


class Goals:
    def __init__(self):
        self.rows = []

    def check(self, words, value, limit, form="%.2f"):
        met = value is not None and value <= limit
        self.rows.append({"goal": words, "value": value, "limit": limit, "met": met})
        print("  %-62s %10s  at most %-8s %s" % (words, "-" if value is None else form % value, form % limit, "met" if met else "MISSED"))

    @property
    def missed(self):
        return [r for r in self.rows if not r["met"]]


def size_table(size, path, figures, ours):
    megabytes = os.path.getsize(path) / 1e6
    print("\n%s conversations, %.0f MB" % (format(size, ","), megabytes))
    print("  %-22s %9s %9s %9s %10s %12s" % ("", "wall s", "cpu s", "MB/s", "peak MiB", "ours takes"))
    for name, rows in figures.items():
        if not rows:
            print("  %-22s not run" % name)
            continue
        print("  %-22s %9.3f %9.3f %9.0f %10.1f %12s" % (
            name, median(rows, 0), median(rows, 1), megabytes / median(rows, 0), max(r[2] for r in rows),
            "" if name == "ours, whole build" or not ours else "%.2f x" % ratio(ours, rows)))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--parlance", default=os.path.join(ROOT, ".build", "release", "parlance"))
    ap.add_argument("--python", default=os.environ.get("PARLANCE_BENCH_PYTHON", sys.executable), help="Python that has the peers")
    ap.add_argument("--cache", default=os.path.join(tempfile.gettempdir(), "parlance-bench"))
    ap.add_argument("--runs", type=int, default=5)
    ap.add_argument("--quick", action="store_true", help="100,000 conversations only")
    ap.add_argument("--only-forms", action="store_true", help="nothing but the forms of one export")
    ap.add_argument("--json")
    a = ap.parse_args()
    if not os.path.isdir(TOOLS):
        sys.exit("bench: the data generator and the peers are not at %s; set PARLANCE_SHARED" % TOOLS)
    sys.path.insert(0, os.path.join(TOOLS, "peers"))
    sys.dont_write_bytecode = True
    import run_peers

    sizes = [] if a.only_forms else [100_000] if a.quick else [100_000, 1_000_000]
    os.makedirs(a.cache, exist_ok=True)
    files, build = prepare(a.cache, sizes)
    goals, results, peaks = Goals(), {"sizes": {}}, {}
    binary = os.path.abspath(a.parlance) if os.path.exists(a.parlance) else None
    if not binary:
        print("bench: no binary at %s; measuring peers only" % a.parlance, file=sys.stderr)
    peers = [p for p in PEERS if installed(a.python, p[0])]
    for name in sorted({p[0] for p in PEERS} - {p[0] for p in peers}):
        print("peer %s left out: %s cannot import it" % (name, a.python))
    with tempfile.TemporaryDirectory(dir=a.cache) as scratch:
        for size in sizes:
            known = {row[:2]: row[2] for row in run_peers.peers(files[size], a.python, build)}
            commands = {}
            if binary:
                commands["ours, whole build"] = [binary, "build", os.path.join(a.cache, "project-%d" % size), "--output", "{out}", "--now",
                                                 "2026-02-03T08:00:00Z", "--quiet"]
            for key in [LIMIT] + peers:
                commands[named(key)] = known[key]
            figures = measure(run_peers.run, commands, a.runs, scratch)
            ours = figures.get("ours, whole build")
            size_table(size, files[size], figures, ours)
            results["sizes"][size] = figures
            if ours:
                peaks[size] = max(r[2] for r in ours)
                label = "%s: " % format(size, ",")
                rivals = [figures[n] for n in figures if n.startswith(("chdb", "duckdb")) and figures[n]]
                if size == sizes[-1]:
                    goals.check(label + "wall against the limit on two threads", ratio(ours, figures[named(LIMIT)]), GOALS["limit"])
                    if rivals:
                        goals.check(label + "wall against the fastest peer", max(ratio(ours, r) for r in rivals), 1.0)
                goals.check(label + "peak memory, MiB", peaks[size], GOALS["peak"], "%.1f")
        if binary:
            results["ingest"] = ingest(goals, run_peers.run, binary, a.cache, scratch, a.runs)
            if sizes:
                small(goals, run_peers.run, binary, scratch, a.runs, peaks)
    results["goals"] = goals.rows
    if a.json:
        with open(a.json, "w", encoding="utf-8") as f:
            json.dump(results, f, indent=1)
    print("\nbench: %s" % ("no binary, no verdict" if not binary else "all %d goals met" % len(goals.rows) if not goals.missed else "%d goals missed" % len(goals.missed)))
    return 1 if goals.missed else 0


def small(goals, run, binary, scratch, runs, peaks):
    print("")
    if len(peaks) == 2:
        low, high = (peaks[s] for s in sorted(peaks))
        goals.check("peak memory at 1,000,000 against 100,000", high / low, GOALS["growth"])
    acme = measure(run, {"acme": [binary, "build", os.path.join(ROOT, "Examples", "acme"), "--output", "{out}", "--now", "2026-03-19T06:00:00Z",
                                  "--quiet"]}, runs, scratch)["acme"]
    goals.check("Examples/acme, seconds", median(acme, 0) if acme else None, GOALS["acme"], "%.3f")
    version = measure(run, {"version": [binary, "--version"]}, 21, scratch)["version"]
    goals.check("--version, seconds", median(version, 0) if version else None, GOALS["version"], "%.4f")


if __name__ == "__main__":
    sys.exit(main())
