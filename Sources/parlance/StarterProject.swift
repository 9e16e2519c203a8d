/// The files of `parlance init`; a test builds a report from them.
enum StarterProject {
  static let files: [(path: String, text: String)] = [
    ("parlance.json", configuration), ("README.md", readme), ("exports/.gitignore", ignore),
    ("sections/overview/50-our-goals.md", section), ("notes/.gitkeep", ""),
  ]

  private static let configuration = #"""
    {
      // What the report is called, at the top of every page.
      "title": "Our assistants",
      "organisation": "Our company",

      // All days, hours and months are those of this IANA time zone.
      "zone": "UTC",

      // Language of numbers and dates.
      "locale": "en",

      // One report per month. Also: day, week, quarter, year.
      "period": "month",

      // Where the exports lie: files or folders, JSON or NDJSON, plain, .gz or .zst.
      "sources": [
        { "id": "main", "name": "Chat", "vendor": "studiochat", "paths": ["exports"] }
      ],

      // Your own words: sections with live figures, and notes on a period.
      "sections": "sections",
      "notes": "notes",

      // Each period is compared with the one before; a partial month meets the same days of the month before.
      "comparison": "previous",

      "assumptions": {
        // An answer that took longer counts as slow.
        "slowAnswerSeconds": 5
      },

      "privacy": {
        // No text of a conversation is published.
        "profile": "public",
        "transcripts": "none"
      },

      // Where the site is written; --output names another place.
      "output": "site"
    }

    """#

  private static let readme = """
    # A Parlance report

    - `parlance.json`: title, time zone, sources. Comments are allowed.
    - `exports/`: the exports of your assistants, best one folder per month (`exports/2026-03/`). A file is known by what it
      holds, not by its name. Exports hold people's words, so Git does not see them.
    - `sections/PAGE/`: Markdown for a page (`overview`, `volume`, `resolution`, `handoffs`, `topics`, `tools`, `latency`,
      `cost`, `assistants`, `data-quality`), in the order of the file names, with live figures and charts.
    - `notes/2026-03.md`: what people want to say about one period, apart from what was computed. It begins with who and when:

          ---
          author: Mira Holm, customer care
          date: 2026-04-02
          ---

    ```sh
    parlance inspect exports   # what was recognised, how many rows, which days
    parlance check             # every problem, nothing written
    parlance build             # the site, in site/
    ```

    Open `site/index.html`: no server is needed.

    """

  private static let ignore = """
    # Exports hold what people wrote: keep them out of Git.
    *
    !.gitignore

    """

  private static let section = """
    ---
    title: Our goals
    ---

    This period the assistants kept **{{ out.deflection_rate }}** of conversations without a colleague
    ({{ out.deflection_rate.numerator }} of {{ out.deflection_rate.denominator }}); the period before it was
    {{ out.deflection_rate.previous }}.

    ```chart
    kind: line
    metric: out.deflection_rate
    by: week
    ```

    """
}
