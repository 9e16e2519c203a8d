import Aggregation
import Records

/// The worst rating of each rated conversation, 1 to 5, by its identity; nil when no rating names one.
func ratingsByConversation(_ documents: Documents) -> [UInt64: UInt8]? {
  var worst: [UInt64: UInt8] = [:]
  for record in documents[.ratings] {
    guard let rating = record.value("rating", .ratings).number, (1...5).contains(rating) else { continue }
    let whole = UInt8(rating.rounded())
    for identity in record.conversations { worst[identity] = min(worst[identity] ?? whole, whole) }
  }
  return worst.isEmpty ? nil : worst
}
