// One CSV row into the fields of a conversation. Cells are found by their edges alone; only those that a report needs are looked
// into.
#include "CSimdJSON.h"

#include <simdjson.h>

#include <charconv>
#include <cmath>
#include <cstring>
#include <new>
#include <string_view>
#include <vector>

namespace {

csj_text view(std::string_view s) { return {reinterpret_cast<const uint8_t *>(s.data()), s.size()}; }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

int hex(char c) {
  if (is_digit(c)) return c - '0';
  c |= 0x20;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool same_word(std::string_view s, std::string_view lower) {
  if (s.size() != lower.size()) return false;
  for (size_t i = 0; i < s.size(); i++)
    if ((s[i] | 0x20) != lower[i]) return false;
  return true;
}

} // namespace

struct csj_row_decoder {
  std::vector<csj_text> tags, skills, participants;
  std::vector<char> scratch;
  size_t written = 0;
  std::string_view row;
  size_t at = 0;
  csj_failure failure{CSJ_OK, CSJ_OTHER};

  bool fail(csj_status status, csj_field field) {
    if (failure.status == CSJ_OK) failure = {status, field};
    return false;
  }

  // Room for what a row can become twice over: its cells without doubled quotes, and the names inside them without escapes.
  void begin(const uint8_t *bytes, size_t count) {
    row = {reinterpret_cast<const char *>(bytes), count};
    while (!row.empty() && (row.back() == '\n' || row.back() == '\r')) row.remove_suffix(1);
    if (scratch.size() < row.size() * 2) scratch.resize(row.size() * 3);
    at = written = 0;
    failure = {CSJ_OK, CSJ_OTHER};
    tags.clear(), skills.clear(), participants.clear();
  }

  // ---- cells
  // The cell that begins here; stops at the separator behind it, or at the end. False when its quotes do not match.
  bool cell(char separator, bool is_wanted, std::string_view &out) {
    if (at >= row.size() || row[at] != '"') {
      const void *found = at < row.size() ? memchr(row.data() + at, separator, row.size() - at) : nullptr;
      const size_t end = found ? size_t(static_cast<const char *>(found) - row.data()) : row.size();
      out = row.substr(at, end - at);
      at = end;
      return true;
    }
    const size_t from = ++at;
    bool is_doubled = false;
    while (true) {
      const void *found = memchr(row.data() + at, '"', row.size() - at);
      if (!found) return false;
      at = size_t(static_cast<const char *>(found) - row.data()) + 1;
      if (at == row.size() || row[at] == separator) break;
      if (row[at] != '"') return false;
      is_doubled = true;
      at++;
    }
    out = row.substr(from, at - 1 - from);
    if (is_doubled && is_wanted) out = undoubled(out);
    return true;
  }

  std::string_view undoubled(std::string_view s) {
    char *const start = scratch.data() + written, *to = start;
    for (size_t i = 0; i < s.size(); i++) {
      *to++ = s[i];
      if (s[i] == '"') i++;
    }
    written += size_t(to - start);
    return {start, size_t(to - start)};
  }

  // ---- values
  bool count(std::string_view s, int32_t &out, csj_field field) {
    double value = -1;
    const auto parsed = std::from_chars(s.data(), s.data() + s.size(), value);
    if (parsed.ec != std::errc() || parsed.ptr != s.data() + s.size() || !(value >= 0) || value > INT32_MAX) return fail(CSJ_WRONG_TYPE, field);
    // A table program may write 8.0; a count with a fraction is none. Latencies are rounded.
    if (field != CSJ_LATENCY && value != std::floor(value)) return fail(CSJ_WRONG_TYPE, field);
    out = int32_t(std::lround(value));
    return true;
  }

  bool flag(std::string_view s, uint8_t &out, csj_field field) {
    if (same_word(s, "true")) out = 1;
    else if (same_word(s, "false")) out = 0;
    else return fail(CSJ_WRONG_TYPE, field);
    return true;
  }

  // Elements were joined with a comma and a blank.
  void list(std::string_view s, std::vector<csj_text> &out) {
    while (!s.empty()) {
      const size_t end = std::min(s.find(", "), s.size());
      if (end > 0) out.push_back(view(s.substr(0, end)));
      s.remove_prefix(std::min(end + 2, s.size()));
    }
  }

  // A table program turns a long number into 2.153E+10: that is no id any more.
  static bool is_rounded(std::string_view id) {
    bool has_exponent = false;
    for (char c : id) {
      if (c == 'E') has_exponent = true;
      else if (!is_digit(c) && c != '.' && c != ',' && c != '+') return false;
    }
    return has_exponent && id.find("E+") != std::string_view::npos && is_digit(id.front());
  }

  // ---- playbooks_info: dicts as Python prints them, joined with commas; JSON reads the same way. Rejects nothing.
  void names(std::string_view s) {
    int depth = 0;
    bool is_name = false;
    for (size_t i = 0; i < s.size();) {
      const char c = s[i];
      if (c == '\'' || c == '"') {
        std::string_view text;
        if (!literal(s, i, text)) return;
        size_t next = i;
        while (next < s.size() && s[next] == ' ') next++;
        if (next < s.size() && s[next] == ':') {
          is_name = depth == 1 && text == "name";
          i = next + 1;
        } else {
          if (is_name && !text.empty()) participants.push_back(view(text));
          is_name = false;
        }
        continue;
      }
      if (c == '{') depth++;
      if (c == '}') depth--;
      i++;
    }
  }

  // The literal whose quote stands at `i`; steps over it. False when it does not end.
  bool literal(std::string_view s, size_t &i, std::string_view &out) {
    const char quote = s[i];
    const size_t from = ++i;
    bool is_escaped = false;
    for (; i < s.size() && s[i] != quote; i++) {
      if (s[i] != '\\') continue;
      is_escaped = true;
      i++;
    }
    if (i >= s.size()) return false;
    out = s.substr(from, i++ - from);
    if (is_escaped) out = unescaped(out);
    return true;
  }

  // No escape is shorter than what it stands for.
  std::string_view unescaped(std::string_view s) {
    char *const start = scratch.data() + written, *to = start;
    for (size_t i = 0; i < s.size(); i++) {
      if (s[i] != '\\' || i + 1 >= s.size()) {
        *to++ = s[i];
        continue;
      }
      switch (const char c = s[++i]) {
      case 'n': *to++ = '\n'; break;
      case 't': *to++ = '\t'; break;
      case 'r': *to++ = '\r'; break;
      case 'x': to = scalar(s, i, 2, to); break;
      case 'u': to = scalar(s, i, 4, to); break;
      case 'U': to = scalar(s, i, 8, to); break;
      default: *to++ = c;
      }
    }
    written += size_t(to - start);
    return {start, size_t(to - start)};
  }

  // `digits` hexadecimal digits behind s[i]; the letter itself when they are not there.
  char *scalar(std::string_view s, size_t &i, size_t digits, char *to) {
    uint32_t c = 0;
    for (size_t k = 1; k <= digits; k++) {
      const int digit = i + k < s.size() ? hex(s[i + k]) : -1;
      if (digit < 0) {
        *to++ = s[i];
        return to;
      }
      c = c << 4 | uint32_t(digit);
    }
    i += digits;
    if ((c >= 0xD800 && c < 0xE000) || c > 0x10FFFF) c = 0xFFFD;
    if (c < 0x80) *to++ = char(c);
    else if (c < 0x800) *to++ = char(0xC0 | c >> 6), *to++ = char(0x80 | (c & 63));
    else if (c < 0x10000) *to++ = char(0xE0 | c >> 12), *to++ = char(0x80 | (c >> 6 & 63)), *to++ = char(0x80 | (c & 63));
    else *to++ = char(0xF0 | c >> 18), *to++ = char(0x80 | (c >> 12 & 63)), *to++ = char(0x80 | (c >> 6 & 63)), *to++ = char(0x80 | (c & 63));
    return to;
  }

  // ---- one row
  bool value(std::string_view s, csj_field field, bool is_fallback, csj_record &r) {
    if (s.empty()) return true;
    if (field < CSJ_TEXTS) {
      if (is_fallback && r.texts[field].bytes) return true;
      if (field == CSJ_ID && is_rounded(s)) return fail(CSJ_WRONG_TYPE, field);
      r.texts[field] = view(s);
      return true;
    }
    switch (field) {
    case CSJ_VERSION: return count(s, r.version, field);
    case CSJ_MESSAGE_COUNT: return count(s, r.message_count, field);
    case CSJ_LATENCY: return count(s, r.latency, field);
    case CSJ_HANDOFF: return flag(s, r.handoff, field);
    case CSJ_ERROR: return flag(s, r.error, field);
    case CSJ_HAS_WINBACK: return flag(s, r.winback, field);
    case CSJ_TAGS: list(s, tags); return true;
    case CSJ_SKILLS: list(s, skills); return true;
    case CSJ_PARTICIPANTS: names(s); return true;
    default: return true;
    }
  }

  void decode(char separator, const uint8_t *columns, uint32_t column_count, csj_record &r) {
    // UTF-8 allows NUL, but text that holds it is UTF-16 or came from a damaged disk.
    if (!simdjson::validate_utf8(row.data(), row.size()) || memchr(row.data(), 0, row.size())) {
      fail(CSJ_NOT_UTF8, CSJ_OTHER);
      return;
    }
    uint32_t cells = 0;
    while (true) {
      const uint8_t column = cells < column_count ? columns[cells] : uint8_t(CSJ_OTHER);
      const csj_field field = csj_field(column & ~CSJ_FALLBACK);
      std::string_view s;
      if (!cell(separator, field != CSJ_OTHER, s)) {
        failure = {CSJ_BAD_QUOTES, field};
        return;
      }
      cells++;
      // After a failure the cells are still counted: one separator too many is the cause of every wrong value behind it.
      if (failure.status == CSJ_OK) value(s, field, column & CSJ_FALLBACK, r);
      if (at >= row.size()) break;
      at++;
    }
    if (cells != column_count) failure = {CSJ_WRONG_CELLS, CSJ_OTHER};
  }
};

extern "C" csj_row_decoder *csj_row_decoder_create(void) { return new (std::nothrow) csj_row_decoder(); }
extern "C" void csj_row_decoder_destroy(csj_row_decoder *decoder) { delete decoder; }

extern "C" csj_failure csj_decode_row(
  csj_row_decoder *d, const uint8_t *bytes, size_t count, uint8_t separator, const uint8_t *columns, uint32_t column_count,
  csj_record *r) {
  memset(r, 0, sizeof *r);
  r->version = r->message_count = r->latency = r->scored_count = -1;
  r->handoff = r->error = r->winback = 2;
  try {
    d->begin(bytes, count);
    d->decode(char(separator), columns, column_count, *r);
  } catch (const std::bad_alloc &) {
    d->failure = {CSJ_NO_MEMORY, CSJ_OTHER};
  }
  r->tags = d->tags.data(), r->tag_count = uint32_t(d->tags.size());
  r->skills = d->skills.data(), r->skill_count = uint32_t(d->skills.size());
  r->participants = d->participants.data(), r->participant_count = uint32_t(d->participants.size());
  return d->failure;
}
