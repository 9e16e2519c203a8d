#!/usr/bin/env python3
"""Kills a publishing build at random instants: the published site must always be one whole site, old or new.

  check_atomic.py --parlance BINARY [--kills 50] [--project Examples/acme] [--seed 1]

Two clocks give two different whole sites, A and B. From A, a build of B is started and killed (SIGKILL) after a random
part of the time a build takes; what is published then must be A or B to the byte. At the end a build must succeed and
leave nothing beside the site. Standard library only.
"""

import argparse
import hashlib
import os
import random
import subprocess
import sys
import tempfile
import time

CLOCKS = {"A": "2026-03-19T06:00:00Z", "B": "2026-03-20T07:30:00Z"}


def digest(folder):
    total = hashlib.sha256()
    for where, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(where, name)
            total.update(os.path.relpath(path, folder).encode() + b"\0")
            with open(path, "rb") as f:
                total.update(hashlib.sha256(f.read()).digest())
    return total.hexdigest()


def build(command):
    """Runs a build; its words are shown when it fails."""
    result = subprocess.run(command, capture_output=True)
    if result.returncode != 0:
        sys.stderr.write(result.stderr.decode("utf-8", "replace"))
        sys.exit("%s ended with %d" % (" ".join(command), result.returncode))


def main():
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--parlance", required=True)
    ap.add_argument("--project", default=os.path.join(here, "Examples", "acme"))
    ap.add_argument("--kills", type=int, default=50)
    ap.add_argument("--seed", type=int, default=1)
    a = ap.parse_args()
    chance = random.Random(a.seed)
    with tempfile.TemporaryDirectory() as work:
        site = os.path.join(work, "public", "site")
        os.makedirs(os.path.dirname(site))
        command = lambda clock: [a.parlance, "build", a.project, "--output", site, "--now", CLOCKS[clock], "--quiet"]
        whole, longest = {}, 0
        for clock in ("B", "A"):
            began = time.monotonic()
            build(command(clock))
            longest = max(longest, time.monotonic() - began)
            whole[digest(site)] = clock
        if len(whole) != 2:
            sys.exit("check_atomic: both clocks give the same site, so nothing is proven")
        seen, killed, wrong, number = {"A": 0, "B": 0}, 0, 0, 0
        # Only kills that hit a running build count; how long one takes drifts with the load, so the estimate follows it.
        while killed < a.kills and number < 5 * a.kills:
            number += 1
            if digest(site) not in whole or whole[digest(site)] == "B":
                build(command("A"))
            child = subprocess.Popen(command("B"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            # half of the kills anywhere, half in the last part, where the site is written
            share = chance.uniform(0, 1.05) if number % 2 else chance.uniform(0.6, 1.05)
            time.sleep(longest * share)
            child.kill()
            hit = child.wait() < 0
            killed += hit
            longest *= 1.02 if hit else 0.95
            state = whole.get(digest(site)) if os.path.isdir(site) else None
            if state is None:
                wrong += 1
                print("kill %d after %.0f ms: the published site is neither the old nor the new one" % (number, longest * share * 1000))
            else:
                seen[state] += 1
        build(command("B"))
        left = [n for n in os.listdir(os.path.dirname(site)) if n != "site"]
        if left:
            wrong += 1
            print("left beside the site after a good build: %s" % ", ".join(sorted(left)))
        if whole.get(digest(site)) != "B":
            wrong += 1
            print("a build after the kills is not whole")
        if killed < a.kills:
            wrong += 1
            print("only %d of %d builds were hit while they ran" % (killed, number))
    print("check_atomic: %d builds killed while they ran (%d tries): %d times the old site, %d times the new one, %d faults" % (
        killed, number, seen["A"], seen["B"], wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
