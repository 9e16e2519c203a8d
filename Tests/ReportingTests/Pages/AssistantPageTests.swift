import Testing

@testable import Reporting

@Suite("Pages of single assistants")
struct AssistantPageTests {
  @Test(
    "an address is made of letters and digits; what loses more than blanks and capitals gets a hash",
    arguments: [("Order Desk", "order-desk"), ("order desk", "order-desk"), ("v2 Bot", "v2-bot"), ("  Two   blanks ", "two-blanks")])
  func plain(name: String, slug: String) { #expect(AssistantPage.slug(name) == slug) }

  @Test("names in other scripts and with signs stay apart", arguments: ["電話", "Mara (click)", "Mara [click]", "a/b", "../b", "é"])
  func hashed(name: String) {
    let slug = AssistantPage.slug(name)
    #expect(slug.allSatisfy { $0.isASCII && ($0.isNumber || $0.isLowercase || $0 == "-") })
    #expect(slug.split(separator: "-").last?.count == 6)
    #expect(Set(["Mara (click)", "Mara [click]", "a/b", "../b"].map(AssistantPage.slug)).count == 4)
  }
}
