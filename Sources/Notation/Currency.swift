/// How a currency is shown.
struct Currency {
  /// "$", "€", or the ISO code when there is no sign that everybody knows.
  let symbol: String
  /// True for a code in letters, which keeps a no-break space to the amount.
  let isCode: Bool
  /// Digits of the minor unit (ISO 4217).
  let minorDigits: Int

  init(code: String) {
    let code = code.uppercased()
    symbol = Self.symbols[code] ?? code
    isCode = Self.symbols[code] == nil
    minorDigits = Self.withoutMinorUnit.contains(code) ? 0 : 2
  }

  /// Signs that name one currency on their own; other dollars carry their country.
  private static let symbols = [
    "USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹", "KRW": "₩", "BRL": "R$", "ILS": "₪", "UAH": "₴", "VND": "₫",
    "TRY": "₺", "NGN": "₦", "PHP": "₱", "KZT": "₸", "CAD": "CA$", "AUD": "A$", "NZD": "NZ$", "MXN": "MX$", "HKD": "HK$",
    "CNY": "CN¥", "TWD": "NT$",
  ]
  private static let withoutMinorUnit: Set<String> = [
    "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF",
  ]
}

extension NumberLocale {
  /// At most 4 significant digits; below 1, two significant digits (unit costs): $1,204 · $120 · $12.04 · $0.043.
  func money(_ value: Double, _ code: String) -> String {
    let currency = Currency(code: code)
    let size = abs(value)
    let sign = value < 0 ? Mark.minus : ""
    if size > 0, size < 0.00005 { return sign + "<" + priced(fixed(0.0001, places: 4), currency) }
    let places: Int
    if size < 1, rounded(size, places: significantPlaces(size, 2, least: 2)) < 1 {
      places = size == 0 ? 0 : min(4, significantPlaces(size, 2, least: 2))
    } else {
      places = rounded(size, places: 2) < 100 ? currency.minorDigits : 0
    }
    return sign + priced(fixed(size, places: places), currency)
  }

  /// The amount with its sign on the side of the locale.
  func priced(_ amount: String, _ currency: Currency) -> String {
    if currencyFollows { return amount + Mark.noBreakSpace + currency.symbol }
    return currency.symbol + (currency.isCode ? Mark.noBreakSpace : "") + amount
  }
}
