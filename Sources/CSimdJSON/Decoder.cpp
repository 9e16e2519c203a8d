// One record through simdjson On-Demand in one forward pass. Every value is visited, also those nobody needs, so that a record
// with broken syntax anywhere is found.
#include "CSimdJSON.h"

#include <simdjson.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <new>
#include <string>
#include <string_view>
#include <vector>

using namespace simdjson;

namespace {

constexpr int deepest = 512;

struct Failure {
  csj_status status = CSJ_OK;
  csj_field field = CSJ_OTHER;
};

struct Key {
  std::string_view name;
  csj_field field;
};

constexpr Key keys[] = {
  {"conversation_id", CSJ_ID}, {"inbox_name", CSJ_INBOX}, {"playbook_name", CSJ_ASSISTANT}, {"first_message_at", CSJ_FIRST_AT},
  {"last_message_at", CSJ_LAST_AT}, {"sentiment_label", CSJ_SENTIMENT}, {"resources_label", CSJ_RESOURCES},
  {"sentiment_shift", CSJ_SHIFT}, {"deflection_quality", CSJ_QUALITY}, {"handoff_reason", CSJ_HANDOFF_REASON},
  {"recontact_risk", CSJ_RISK}, {"user_intent", CSJ_INTENT}, {"model", CSJ_MODEL}, {"winback_sent_at", CSJ_WINBACK_AT},
  {"playbook_version", CSJ_VERSION}, {"message_count", CSJ_MESSAGE_COUNT}, {"avg_response_latency_ms", CSJ_LATENCY},
  {"has_handoff", CSJ_HANDOFF}, {"has_error", CSJ_ERROR}, {"tags", CSJ_TAGS}, {"skills", CSJ_SKILLS},
  {"playbooks_info", CSJ_PARTICIPANTS}, {"messages", CSJ_MESSAGES}, {"citations", CSJ_CITATIONS}, {"context", CSJ_CONTEXT},
};

csj_text view(std::string_view s) { return {reinterpret_cast<const uint8_t *>(s.data()), s.size()}; }

csj_status status_of(error_code e) {
  switch (e) {
  case SUCCESS: return CSJ_OK;
  case UTF8_ERROR: return CSJ_NOT_UTF8;
  case MEMALLOC: case CAPACITY: return CSJ_NO_MEMORY;
  case DEPTH_ERROR: return CSJ_TOO_DEEP;
  default: return CSJ_NOT_JSON;
  }
}

// Unicode scalars: every byte that does not continue one.
int32_t scalars(std::string_view s) {
  size_t n = 0;
  for (unsigned char b : s) n += (b & 0xC0) != 0x80;
  return n > INT32_MAX ? INT32_MAX : int32_t(n);
}

} // namespace

struct csj_decoder {
  ondemand::parser parser;
  std::vector<std::string> path;
  std::vector<csj_text> tags, skills, participants;
  std::vector<csj_message> messages;
  std::vector<csj_tool_call> calls;
  // Keys of the last record by position, with quotes: exports repeat their order, so one comparison finds the field.
  struct Known {
    std::string text;
    csj_field field;
  };
  std::vector<Known> order;
  Failure failure;

  bool fail(csj_status status, csj_field field) {
    if (failure.status == CSJ_OK) failure = {status, field};
    return false;
  }
  bool fail(error_code e, csj_field field) { return fail(status_of(e), field); }

  static csj_field lookup(std::string_view name) {
    for (const Key &key : keys)
      if (key.name == name) return key.field;
    return CSJ_OTHER;
  }

  // The field of a key. On-Demand hands out keys as they are written, without their closing quote.
  bool field_of(ondemand::field &f, size_t position, csj_field &field) {
    const char *raw = f.key().raw();
    if (position < order.size()) {
      const std::string &text = order[position].text;
      if (memcmp(raw, text.data(), text.size()) == 0) {
        field = order[position].field;
        return true;
      }
    }
    std::string_view name;
    if (auto e = f.unescaped_key().get(name)) return fail(e, CSJ_OTHER);
    field = lookup(name);
    // Names with escapes are not remembered: their raw text is longer than the name.
    if (name.size() < 48 && memcmp(raw, name.data(), name.size()) == 0 && raw[name.size()] == '"' && position < 128) {
      while (order.size() <= position) order.push_back({"\"", CSJ_OTHER});
      order[position] = {std::string(name) + '"', field};
    }
    return true;
  }

  // ---- values nobody needs: syntax only
  bool skip(ondemand::value v, csj_field field, int depth = 0) {
    const std::string_view token = v.raw_json_token();
    switch (token.empty() ? ' ' : token[0]) {
    case '"': return true; // stage 1 saw its end; the iterator steps over it
    case 'n': return v.is_null() ? true : fail(CSJ_NOT_JSON, field);
    case 't': case 'f': {
      bool b;
      if (auto e = v.get_bool().get(b)) return fail(e, field);
      return true;
    }
    case '{': {
      if (depth >= deepest) return fail(CSJ_TOO_DEEP, field);
      ondemand::object o;
      if (auto e = v.get_object().get(o)) return fail(e, field);
      for (auto entry : o) {
        ondemand::field f;
        if (auto e = std::move(entry).get(f)) return fail(e, field);
        if (!skip(f.value(), field, depth + 1)) return false;
      }
      return true;
    }
    case '[': {
      if (depth >= deepest) return fail(CSJ_TOO_DEEP, field);
      ondemand::array a;
      if (auto e = v.get_array().get(a)) return fail(e, field);
      for (auto entry : a) {
        ondemand::value inner;
        if (auto e = std::move(entry).get(inner)) return fail(e, field);
        if (!skip(inner, field, depth + 1)) return false;
      }
      return true;
    }
    case '-': case '0': case '1': case '2': case '3': case '4': case '5': case '6': case '7': case '8': case '9': {
      double d;
      if (auto e = v.get_double().get(d)) return fail(e, field);
      return true;
    }
    default: return fail(CSJ_NOT_JSON, field);
    }
  }

  // ---- values with a type; null leaves `out` as it is
  // A value of none of the wanted kinds: null is fine, broken syntax is told apart from a wrong type.
  bool null_or_wrong(ondemand::value v, std::string_view token, csj_field field) {
    if (!token.empty() && token[0] == 'n' && v.is_null()) return true;
    return skip(v, field) && fail(CSJ_WRONG_TYPE, field);
  }

  bool text(ondemand::value v, csj_text &out, csj_field field) {
    // Text without an escape is taken where it stands; the token runs from the quote to the next structural byte.
    std::string_view token = v.raw_json_token();
    if (token.size() > 1 && token[0] == '"') {
      size_t end = token.size() - 1;
      while (end > 0 && token[end] != '"') end--;
      if (end > 0 && !memchr(token.data(), '\\', end)) {
        out = view(token.substr(1, end - 1));
        return true;
      }
      std::string_view s;
      if (auto e = v.get_string().get(s)) return fail(e, field);
      out = view(s);
      return true;
    }
    return null_or_wrong(v, token, field);
  }

  bool flag(ondemand::value v, uint8_t &out, csj_field field) {
    const std::string_view token = v.raw_json_token();
    if (token.empty() || (token[0] != 't' && token[0] != 'f')) return null_or_wrong(v, token, field);
    bool b;
    if (auto e = v.get_bool().get(b)) return fail(e, field);
    out = b;
    return true;
  }

  static bool starts_number(std::string_view token) {
    return !token.empty() && (token[0] == '-' || (token[0] >= '0' && token[0] <= '9'));
  }

  // A number of at least 0, rounded; `fraction` says whether one with decimals is welcome.
  bool count(ondemand::value v, int32_t &out, csj_field field, bool fraction) {
    const std::string_view token = v.raw_json_token();
    if (!starts_number(token)) return null_or_wrong(v, token, field);
    uint64_t n;
    if (!v.get_uint64().get(n)) {
      if (n > INT32_MAX) return fail(CSJ_WRONG_TYPE, field);
      out = int32_t(n);
      return true;
    }
    double d;
    if (auto e = v.get_double().get(d)) return fail(e, field);
    if (!fraction || !(d >= 0) || d > INT32_MAX) return fail(CSJ_WRONG_TYPE, field);
    out = int32_t(std::lround(d));
    return true;
  }

  // A number inside metadata, whose types no documentation states: anything else is taken as absent.
  bool lenient_number(ondemand::value v, double &out, csj_field field) {
    if (!starts_number(v.raw_json_token())) return skip(v, field);
    double d;
    if (auto e = v.get_double().get(d)) return fail(e, field);
    if (d >= 0) out = d;
    return true;
  }

  bool lenient_count(ondemand::value v, int32_t &out, csj_field field) {
    double d = -1;
    if (!lenient_number(v, d, field)) return false;
    if (d >= 0 && d <= INT32_MAX) out = int32_t(std::lround(d));
    return true;
  }

  template <class F> bool each(ondemand::value v, csj_field field, F entry) {
    const std::string_view token = v.raw_json_token();
    if (token.empty() || token[0] != '[') return null_or_wrong(v, token, field);
    ondemand::array a;
    if (auto e = v.get_array().get(a)) return fail(e, field);
    for (auto item : a) {
      ondemand::value inner;
      if (auto e = std::move(item).get(inner)) return fail(e, field);
      if (!entry(inner)) return false;
    }
    return true;
  }

  // Keys of an object by name; `null_is_fine` when null means absent.
  template <class F> bool fields(ondemand::value v, csj_field field, bool null_is_fine, F entry) {
    const std::string_view token = v.raw_json_token();
    if (token.empty() || token[0] != '{') return null_or_wrong(v, token, field) && (null_is_fine || fail(CSJ_WRONG_TYPE, field));
    ondemand::object o;
    if (auto e = v.get_object().get(o)) return fail(e, field);
    for (auto item : o) {
      ondemand::field f;
      if (auto e = std::move(item).get(f)) return fail(e, field);
      std::string_view name;
      if (auto e = f.unescaped_key().get(name)) return fail(e, field);
      if (!entry(name, f.value())) return false;
    }
    return true;
  }

  bool texts(ondemand::value v, std::vector<csj_text> &out, csj_field field) {
    out.clear(); // the last of repeated keys wins
    return each(v, field, [&](ondemand::value item) {
      csj_text t{nullptr, 0};
      if (!text(item, t, field)) return false;
      if (t.bytes) out.push_back(t);
      return true;
    });
  }

  bool names(ondemand::value v, csj_field field) {
    participants.clear();
    return each(v, field, [&](ondemand::value item) {
      csj_text t{nullptr, 0};
      if (!fields(item, field, true, [&](std::string_view name, ondemand::value inner) {
            return name == "name" ? text(inner, t, field) : skip(inner, field);
          })) return false;
      if (t.bytes) participants.push_back(t);
      return true;
    });
  }

  // A contact may be a text or a number; whatever else stands at the end of the path is none.
  bool contact(ondemand::value v, size_t level, csj_text &out) {
    std::string_view token = v.raw_json_token();
    const char first = token.empty() ? ' ' : token[0];
    if (level < path.size()) {
      if (first != '{') return skip(v, CSJ_CONTEXT);
      return fields(v, CSJ_CONTEXT, true, [&](std::string_view name, ondemand::value inner) {
        return name == path[level] ? contact(inner, level + 1, out) : skip(inner, CSJ_CONTEXT);
      });
    }
    if (first == '"') return text(v, out, CSJ_CONTEXT);
    if (!skip(v, CSJ_CONTEXT)) return false;
    if (starts_number(token)) {
      while (!token.empty() && (unsigned char)token.back() <= ' ') token.remove_suffix(1);
      out = view(token);
    }
    return true;
  }

  bool tool_call(ondemand::value v) {
    csj_tool_call call{};
    call.message = uint32_t(messages.size());
    call.duration = -1;
    call.success = 2;
    uint8_t error = 2;
    if (!fields(v, CSJ_TOOL_CALLS, false, [&](std::string_view name, ondemand::value inner) {
          if (name == "name") return text(inner, call.name, CSJ_TOOL_NAME);
          if (name == "is_error") return flag(inner, error, CSJ_TOOL_ERROR);
          if (name == "created_at") return text(inner, call.at, CSJ_TOOL_AT);
          if (name == "duration_ms") return count(inner, call.duration, CSJ_TOOL_DURATION, true);
          return skip(inner, CSJ_TOOL_CALLS);
        })) return false;
    if (!call.name.bytes) return fail(CSJ_WRONG_TYPE, CSJ_TOOL_NAME);
    if (error != 2) call.success = error ? 0 : 1;
    calls.push_back(call);
    return true;
  }

  bool metadata(ondemand::value v, csj_message &m) {
    return fields(v, CSJ_MESSAGE_METADATA, true, [&](std::string_view name, ondemand::value inner) {
      return name == "response_latency_ms" ? lenient_count(inner, m.latency, CSJ_MESSAGE_METADATA) : usage(name, inner, m);
    });
  }

  // Token use and cost stand beside the text or in metadata.
  bool usage(std::string_view name, ondemand::value v, csj_message &m) {
    if (name == "input_tokens") return lenient_count(v, m.input_tokens, CSJ_MESSAGE_METADATA);
    if (name == "output_tokens") return lenient_count(v, m.output_tokens, CSJ_MESSAGE_METADATA);
    if (name == "cost_usd") return lenient_number(v, m.cost, CSJ_MESSAGE_METADATA);
    return skip(v, CSJ_MESSAGES);
  }

  bool message(ondemand::value v) {
    csj_message m{};
    m.cost = std::numeric_limits<double>::quiet_NaN();
    m.latency = m.input_tokens = m.output_tokens = m.characters = -1;
    m.role = 2;
    csj_text role{nullptr, 0}, content{nullptr, 0};
    if (!fields(v, CSJ_MESSAGES, false, [&](std::string_view name, ondemand::value inner) {
          if (name == "role") return text(inner, role, CSJ_MESSAGE_ROLE);
          if (name == "content") return text(inner, content, CSJ_MESSAGE_CONTENT);
          if (name == "created_at") return text(inner, m.at, CSJ_MESSAGE_AT);
          if (name == "metadata") return metadata(inner, m);
          if (name == "is_winback") return flag(inner, m.winback, CSJ_MESSAGE_WINBACK);
          if (name == "tool_calls") return each(inner, CSJ_TOOL_CALLS, [&](ondemand::value call) { return tool_call(call); });
          return usage(name, inner, m);
        })) return false;
    const std::string_view who = role.bytes ? std::string_view((const char *)role.bytes, role.count) : std::string_view();
    if (who == "user") m.role = 0;
    else if (who == "assistant") m.role = 1;
    if (content.bytes) m.characters = scalars({(const char *)content.bytes, content.count});
    messages.push_back(m);
    return true;
  }

  bool list(ondemand::value v, csj_field field, csj_record &r) {
    switch (field) {
    case CSJ_TAGS: return texts(v, tags, field);
    case CSJ_SKILLS: return texts(v, skills, field);
    case CSJ_PARTICIPANTS: return names(v, field);
    case CSJ_MESSAGES: {
      messages.clear();
      calls.clear();
      const std::string_view token = v.raw_json_token();
      r.has_messages = !token.empty() && token[0] == '[';
      return each(v, field, [&](ondemand::value item) { return message(item); });
    }
    default:
      r.citation_count = 0;
      return each(v, field, [&](ondemand::value item) {
        r.citation_count++;
        return skip(item, field);
      });
    }
  }

  bool value(ondemand::value v, csj_field field, csj_record &r) {
    if (field < CSJ_TEXTS) return text(v, r.texts[field], field);
    switch (field) {
    case CSJ_VERSION: return count(v, r.version, field, false);
    case CSJ_MESSAGE_COUNT: return count(v, r.message_count, field, false);
    case CSJ_LATENCY: return count(v, r.latency, field, true);
    case CSJ_HANDOFF: return flag(v, r.handoff, field);
    case CSJ_ERROR: return flag(v, r.error, field);
    case CSJ_CONTEXT: return path.empty() ? skip(v, field) : contact(v, 0, r.contact);
    case CSJ_OTHER: return skip(v, field);
    default: return list(v, field, r);
    }
  }

  bool record(const uint8_t *bytes, size_t n, csj_record &r) {
    ondemand::document doc;
    if (auto e = parser.iterate(bytes, n, n + SIMDJSON_PADDING).get(doc)) return fail(e, CSJ_OTHER);
    ondemand::object o;
    if (auto e = doc.get_object().get(o)) return e == INCORRECT_TYPE ? fail(CSJ_NOT_OBJECT, CSJ_OTHER) : fail(e, CSJ_OTHER);
    size_t position = 0;
    for (auto item : o) {
      ondemand::field f;
      if (auto e = std::move(item).get(f)) return fail(e, CSJ_OTHER);
      csj_field field;
      if (!field_of(f, position++, field) || !value(f.value(), field, r)) return false;
    }
    // Nothing may follow the object.
    const char *rest = nullptr;
    return doc.current_location().get(rest) == OUT_OF_BOUNDS ? true : fail(CSJ_NOT_JSON, CSJ_OTHER);
  }
};

extern "C" csj_decoder *csj_decoder_create(const char *const *path, size_t count) {
  try {
    auto *decoder = new csj_decoder();
    for (size_t i = 0; i < count; i++) decoder->path.emplace_back(path[i]);
    return decoder;
  } catch (const std::bad_alloc &) {
    return nullptr;
  }
}

extern "C" void csj_decoder_destroy(csj_decoder *decoder) { delete decoder; }

extern "C" csj_failure csj_decode(csj_decoder *d, const uint8_t *bytes, size_t count, csj_record *r) {
  static_assert(CSJ_PADDING >= SIMDJSON_PADDING, "padding");
  memset(r, 0, sizeof *r);
  r->version = r->message_count = r->latency = -1;
  r->handoff = r->error = 2;
  d->failure = {};
  d->tags.clear(), d->skills.clear(), d->participants.clear(), d->messages.clear(), d->calls.clear();
  try {
    d->record(bytes, count, *r);
  } catch (const std::bad_alloc &) {
    d->failure = {CSJ_NO_MEMORY, CSJ_OTHER};
  } catch (const std::exception &) {
    d->failure = {CSJ_NOT_JSON, CSJ_OTHER};
  }
  r->tags = d->tags.data(), r->tag_count = uint32_t(d->tags.size());
  r->skills = d->skills.data(), r->skill_count = uint32_t(d->skills.size());
  r->participants = d->participants.data(), r->participant_count = uint32_t(d->participants.size());
  r->messages = d->messages.data(), r->message_entries = uint32_t(d->messages.size());
  r->calls = d->calls.data(), r->call_count = uint32_t(d->calls.size());
  return {d->failure.status, d->failure.field};
}
