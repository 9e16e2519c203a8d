// Typed values over the tokens of one record: null leaves a value as it is, broken syntax is told apart from a wrong type.
#ifndef CSJ_VALUES_HPP
#define CSJ_VALUES_HPP

#include "Tokens.hpp"

#include <cmath>

namespace csj {

static inline csj_text view(std::string_view s) { return {reinterpret_cast<const uint8_t *>(s.data()), s.size()}; }

struct Values {
  Tokens tokens;

  bool fail(csj_status status, csj_field field) { return tokens.fail(status, field); }

  // A value of none of the wanted kinds: null is fine.
  bool null_or_wrong(csj_field field) {
    if (tokens.first() == 'n') return tokens.literal("null", 4, field);
    return tokens.skip(field) && fail(CSJ_WRONG_TYPE, field);
  }

  // ---- values with a type; null leaves `out` as it is
  bool text(csj_text &out, csj_field field) {
    if (tokens.first() != '"') return null_or_wrong(field);
    std::string_view s;
    if (!tokens.string(s, field)) return false;
    out = view(s);
    return true;
  }

  // An id is a text; digits without quotes are the same id.
  bool id(csj_text &out) {
    if (!tokens.starts_number(tokens.first())) return text(out, CSJ_ID);
    std::string_view s;
    bool whole;
    if (!tokens.number(s, whole, CSJ_ID)) return false;
    if (!whole) return fail(CSJ_WRONG_TYPE, CSJ_ID);
    out = view(s);
    return true;
  }

  bool flag(uint8_t &out, csj_field field) {
    switch (tokens.first()) {
    case '"': {
      std::string_view s;
      if (!tokens.string(s, field)) return false;
      if (s != "true" && s != "false") return fail(CSJ_WRONG_TYPE, field);
      out = s == "true";
      return true;
    }
    case 't': out = 1; return tokens.literal("true", 4, field);
    case 'f': out = 0; return tokens.literal("false", 5, field);
    default: return null_or_wrong(field);
    }
  }

  bool real(double &out, csj_field field) {
    std::string_view s;
    bool whole;
    if (!tokens.number(s, whole, field)) return false;
    // Too large or too small for a double: from_chars leaves `out`, which is then absent.
    std::from_chars(s.data(), s.data() + s.size(), out);
    return true;
  }

  // A number of at least 0, rounded, perhaps written as a text; `fraction` says whether one with decimals is welcome.
  bool count(int32_t &out, csj_field field, bool fraction) {
    std::string_view s;
    bool whole;
    if (tokens.first() == '"') {
      if (!tokens.string(s, field)) return false;
      if (s.empty()) return true;
      const char *end = s.data() + s.size();
      double d = -1;
      const auto parsed = std::from_chars(s.data(), end, d);
      if (parsed.ec != std::errc() || parsed.ptr != end) return fail(CSJ_WRONG_TYPE, field);
      whole = s.find_first_not_of("0123456789") == s.npos;
    } else {
      if (!tokens.starts_number(tokens.first())) return null_or_wrong(field);
      if (!tokens.number(s, whole, field)) return false;
    }
    if (whole) {
      if (s.size() > 10) return fail(CSJ_WRONG_TYPE, field);
      uint64_t n = 0;
      for (char c : s) n = n * 10 + uint64_t(c - '0');
      if (n > INT32_MAX) return fail(CSJ_WRONG_TYPE, field);
      out = int32_t(n);
      return true;
    }
    double d = -1;
    std::from_chars(s.data(), s.data() + s.size(), d);
    if (!fraction || !(d >= 0) || d > INT32_MAX) return fail(CSJ_WRONG_TYPE, field);
    out = int32_t(std::lround(d));
    return true;
  }

  // A number inside metadata, whose types no documentation states: anything else is taken as absent.
  bool lenient_number(double &out, csj_field field) {
    if (!tokens.starts_number(tokens.first())) return tokens.skip(field);
    double d = -1;
    if (!real(d, field)) return false;
    if (d >= 0) out = d;
    return true;
  }

  bool lenient_count(int32_t &out, csj_field field) {
    double d = -1;
    if (!lenient_number(d, field)) return false;
    if (d >= 0 && d <= INT32_MAX) out = int32_t(std::lround(d));
    return true;
  }

  // Calls `entry` at each element of the array here; null is an empty one.
  template <class F> bool each(csj_field field, F entry) {
    if (!tokens.take('[')) return null_or_wrong(field);
    if (tokens.take(']')) return true;
    do {
      if (!entry()) return false;
    } while (tokens.take(','));
    return tokens.take(']') || fail(CSJ_NOT_JSON, field);
  }

  // Calls `entry` with each key of the object here, standing at its value; `null_is_fine` when null means absent.
  template <class F> bool fields(csj_field field, bool null_is_fine, F entry) {
    if (!tokens.take('{')) return null_or_wrong(field) && (null_is_fine || fail(CSJ_WRONG_TYPE, field));
    if (tokens.take('}')) return true;
    do {
      std::string_view name;
      if (tokens.first() != '"') return fail(CSJ_NOT_JSON, field);
      if (!tokens.string(name, field)) return false;
      if (!tokens.take(':')) return fail(CSJ_NOT_JSON, field);
      if (!entry(name)) return false;
    } while (tokens.take(','));
    return tokens.take('}') || fail(CSJ_NOT_JSON, field);
  }
};

} // namespace csj
#endif
