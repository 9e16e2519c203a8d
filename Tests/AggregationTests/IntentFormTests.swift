import Testing

@testable import Aggregation

@Suite("The normal form of intents")
struct IntentFormTests {
  @Test(
    "case, accents, punctuation, order and repeats of words do not matter",
    arguments: [
      ("Refund status", "refund status"), ("status  REFUND!", "refund status"), ("refund_status", "refund status"),
      ("Où est ma commande ?", "commande est ma ou"), ("ÁGUA", "agua"), ("straße", "strasse"), ("2FA", "2fa"),
      ("to be or not to be", "be not or to"),
      ("ＲＥＦＵＮＤ", "refund"), ("退款 状态", "状态 退款"), ("हिन्दी", "हिन्दी"), ("🙂", "🙂"),
    ])
  func forms(_ text: String, _ form: String) {
    #expect(IntentForm.normal(text) == form)
  }

  @Test("an intent without content is no intent", arguments: ["", "  ", "\n\t"])
  func empty(_ text: String) {
    #expect(IntentForm.normal(text) == nil)
  }

  @Test("different words stay different")
  func different() {
    #expect(IntentForm.normal("refund") != IntentForm.normal("refunds"))
  }
}
