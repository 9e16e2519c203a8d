import Testing

@testable import Privacy

@Suite("Redaction")
struct RedactorTests {
  func redacted(_ text: String) -> String { Redactor().redact(UntrustedText(text)).string }

  @Test(
    "personal data is replaced, the words around it stay",
    arguments: [
      ("write to anna.lee+x@example.co.uk today", "write to [email] today"),
      ("Anna <anna@example.com>", "Anna <[email]>"),
      ("josé@ejemplo.es", "[email]"),
      ("mail a@b.com.", "mail [email]."),
      ("call +49 30 901820 now", "call [phone] now"),
      ("phone number: 555-123-2002, abroad", "phone number: [phone], abroad"),
      ("(555) 123-2002", "[phone]"),
      ("030 901 82 00", "[phone]"),
      ("٠١٢٣٤٥٦٧٨٩٠", "[number]"),
      ("card 4111 1111 1111 1111 declined", "card [card] declined"),
      ("5555-5555-5555-4444", "[card]"),
      ("to DE89 3704 0044 0532 0130 00 please", "to [iban] please"),
      ("GB29NWBK60161331926819", "[iban]"),
      ("order 123456789", "order [number]"),
      ("see https://user:pw@host.example/x", "see [link]"),
      ("https://host.example/reset?token=abc", "[link]"),
      ("https://host.example/r/a1b2c3d4e5f6g7h8i9j0k", "[link]"),
      ("key sk1234567890abcdefABCDEF99", "key [token]"),
    ])
  func replaces(_ text: String, _ expected: String) { #expect(redacted(text) == expected) }

  @Test(
    "names of models, dates, short numbers and plain links stay",
    arguments: [
      "gpt-4o-2024-08-06", "claude-3-5-sonnet-20241022", "gpt-4-1106-preview", "Order 12345", "2026-03-01", "01.03.2026 14:30",
      "24/7 support", "1 000 000 users", "https://host.example/help/returns", "Web chat", "¿Dónde está mi pedido?", "返品したい", "a@b",
      "price 19.99", "v1.2.3", "👩‍👩‍👧 family plan",
    ])
  func keeps(_ text: String) { #expect(redacted(text) == text) }

  @Test(
    "dates, versions and UUIDs inside names are no telephone numbers",
    arguments: [
      ("gpt-4.1-2025-04-14", "gpt-4.1-2025-04-14"),
      ("gpt-4.1-mini-2025-04-14", "gpt-4.1-mini-2025-04-14"),
      ("gpt-4.1-2025-04-14-preview", "gpt-4.1-2025-04-14-preview"),
      ("openai/gpt-4.5-2025-02-27", "openai/gpt-4.5-2025-02-27"),
      ("o1-2024-12-17", "o1-2024-12-17"),
      ("gemini-2.5-pro-preview-05-06", "gemini-2.5-pro-preview-05-06"),
      ("v1.20.300.4000", "v1.20.300.4000"),
      ("v10.2000.300.4000", "v10.2000.300.4000"),
      ("desk12-3456-7890", "desk12-3456-7890"),
      ("48e81138-d42f-4ee0-9102-48dcf6112002", "48e81138-d42f-4ee0-9102-48dcf6112002"),
      ("12345678-1234-1234-1234-123456789012", "12345678-1234-1234-1234-123456789012"),
      ("flow 48E81138-D42F-4EE0-9102-48DCF6112002 b", "flow 48E81138-D42F-4EE0-9102-48DCF6112002 b"),
      // What is still one.
      ("desk-555-123-2002", "desk-[phone]"),
      ("Tel.030 901 82 00", "Tel.[phone]"),
      ("Tel030 901 82 00", "Tel[phone]"),
      ("01.23.45.67.89", "[phone]"),
      ("555.123.2002 since 2025-04-14", "[phone] since 2025-04-14"),
      ("555-123-2002 2025-04-14", "[phone] 2025-04-14"),
      ("+49 2025-04-14 99", "[phone]"),
      ("0221-1999-99-31", "[phone]"),
      ("12345678-1234-1234-1234-1234567890123", "[number]-[phone]-[number]"),
    ])
  func identifiers(_ text: String, _ expected: String) { #expect(redacted(text) == expected) }

  @Test("control and direction characters vanish, white space becomes single spaces")
  func cleans() {
    #expect(redacted("a\u{202E}b\u{0}c\u{200F}\u{2066}d") == "abcd")
    #expect(redacted("  two\n\n\tlines \u{2028} end ") == "two lines end")
    #expect(redacted("\u{FEFF}") == "")
  }

  @Test("invalid UTF-8 is repaired, never lost or trapped on")
  func repairs() {
    let bytes: [UInt8] = [0x61, 0xFF, 0xC3, 0x28, 0xED, 0xA0, 0x80, 0x62]
    let text = bytes.withUnsafeBufferPointer { Redactor().redact(UntrustedText($0)).string }
    #expect(text.hasPrefix("a\u{FFFD}") && text.hasSuffix("b"))
  }

  @Test("a long text ends with an ellipsis at the limit, without half a replacement")
  func shortens() {
    let text = redacted(String(repeating: "word ", count: 100))
    #expect(text.unicodeScalars.count <= 160)
    #expect(text.hasSuffix("…"))
    let cut = Redactor(limit: 19).redact(UntrustedText("0123456789 and mail@example.com"))
    #expect(cut.string == "[number] and…")
  }

  @Test("a Luhn sum tells a card from a number")
  func luhn() {
    #expect(redacted("4111111111111111") == "[card]")
    #expect(redacted("4111111111111112") == "[number]")
  }

  @Test("law: redacting a redacted text changes nothing")
  func idempotent() {
    var state: UInt64 = 42
    func next(_ n: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % n
    }
    let pieces = [
      "a", "Z", "7", "42", "4111111111111111", "@", ".", "com", " ", "-", "+", "(", ")", "/", ":", "//", "https://", "?", "=", "[", "]",
      "x@y.de", "é", "日", "\u{202E}", "\n", "DE89370400440532013000", "2026-03-01", "555", "0", "[email]", "…", "\u{200B}", "٣", "＠",
    ]
    for _ in 0..<4000 {
      let text = (0..<(1 + next(14))).map { _ in pieces[next(pieces.count)] }.joined()
      for redactor in [Redactor(), Redactor(limit: 16)] {
        let once = redactor.redact(UntrustedText(text))
        let twice = redactor.redact(UntrustedText(once.string))
        #expect(once == twice, "\(text.debugDescription)")
      }
    }
  }

  @Test("law: no address, card or long number survives")
  func nothingSurvives() {
    for text in ["x a@b.co y", "4111 1111 1111 1111", "tel:+491701234567", "a@b.co@c.de", "12345678901234567890", "q(a@b.co)q"] {
      let out = redacted(text)
      #expect(!out.contains("@b.co"))
      #expect(!out.utf8.split { !(0x30...0x39).contains($0) }.contains { $0.count >= 7 }, "\(out)")
    }
  }
}

@Suite("Pseudonyms")
struct PseudonymKeyTests {
  // Python: int.from_bytes(hashlib.blake2b(text, key=bytes(range(32)), digest_size=32).digest()[:8], "little")
  @Test("keyed BLAKE2b gives the numbers of another implementation")
  func vectors() throws {
    let key = try #require(PseudonymKey((0..<32).map { UInt8($0) }))
    let other = try #require(PseudonymKey((1..<33).map { UInt8($0) }))
    #expect(key.pseudonym(of: UntrustedText("contact-1")) == 13_364_978_337_397_980_667)
    #expect(key.pseudonym(of: UntrustedText("contact-2")) == 4_896_957_262_967_241_023)
    #expect(other.pseudonym(of: UntrustedText("contact-1")) == 1_442_445_969_280_970_295)
  }

  @Test("keys that are too short or too long are refused", arguments: [0, 15, 65])
  func lengths(_ count: Int) { #expect(PseudonymKey([UInt8](repeating: 1, count: count)) == nil) }
}
