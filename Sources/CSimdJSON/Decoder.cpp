// One record in one forward pass over its tokens. Every value is visited, also those nobody needs, so that a record with broken
// syntax anywhere is found.
#include "Values.hpp"

#include <limits>
#include <new>
#include <string>

namespace {

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
  {"has_winback", CSJ_HAS_WINBACK}, {"metrics", CSJ_METRICS},
  {"message_count_at_scoring", CSJ_SCORED_COUNT},
};

// Unicode scalars: every byte that does not continue one.
int32_t scalars(std::string_view s) {
  size_t n = 0;
  for (unsigned char b : s) n += (b & 0xC0) != 0x80;
  return n > INT32_MAX ? INT32_MAX : int32_t(n);
}

// Whether a sentence may end before this byte: addresses, numbers and names go on behind their dots and question marks.
bool ends_sentence(unsigned char next) {
  const unsigned char letter = next | 0x20;
  return !((letter >= 'a' && letter <= 'z') || (next >= '0' && next <= '9') || next == '/' || next == '=' || next == '&' || next == '-');
}

bool asks(std::string_view s) {
  const auto before = [&](size_t i, unsigned char a, unsigned char b) {
    return i >= 2 && (unsigned char)s[i - 1] == b && (unsigned char)s[i - 2] == a;
  };
  for (size_t i = s.size(); i-- > 0;) {
    switch ((unsigned char)s[i]) {
    case '?':
      if (ends_sentence(i + 1 < s.size() ? (unsigned char)s[i + 1] : ' ')) return true;
      break;
    case '.': case '!':
      // "Really?!" asks.
      if (ends_sentence(i + 1 < s.size() ? (unsigned char)s[i + 1] : ' ')) return i > 0 && s[i - 1] == '?';
      break;
    case 0x9F: // U+FF1F, and U+061F of Arabic
      if (before(i, 0xEF, 0xBC) || (i >= 1 && (unsigned char)s[i - 1] == 0xD8)) return true;
      break;
    case 0x81: // U+FF01
      if (before(i, 0xEF, 0xBC)) return false;
      break;
    case 0x82: // U+3002
      if (before(i, 0xE3, 0x80)) return false;
      break;
    case 0xA6: // U+2026
      if (before(i, 0xE2, 0x80)) return false;
      break;
    }
  }
  return false;
}

} // namespace

struct csj_decoder : csj::Values {
  std::vector<std::string> path;
  std::vector<csj_text> tags, skills, participants, cited;
  std::vector<csj_message> messages;
  std::vector<csj_tool_call> calls;
  int32_t nested_scored = -1;
  csj_text metrics[CSJ_TEXTS]; // labels of the nested layout before 2026-03-29
  // Keys of the last record by position, with quotes: exports repeat their order, so one comparison finds the field.
  struct Known {
    std::string text;
    csj_field field;
  };
  std::vector<Known> order;

  static csj_field lookup(std::string_view name) {
    for (const Key &key : keys)
      if (key.name == name) return key.field;
    return CSJ_OTHER;
  }

  // The field of the key here; steps over it. A key that was not expected at this position is remembered for the next record.
  bool field_of(size_t position, csj_field &field) {
    if (tokens.first() != '"') return fail(CSJ_NOT_JSON, CSJ_OTHER);
    if (position < order.size()) {
      const Known &known = order[position];
      if (memcmp(tokens.here(), known.text.data(), known.text.size()) == 0) {
        field = known.field;
        tokens.step();
        return true;
      }
    }
    std::string_view name, written = tokens.raw_string();
    name = written;
    if (name.find('\\') != std::string_view::npos) return unusual_field(name, field);
    field = lookup(name);
    if (name.size() < CSJ_PADDING - 2 && position < 128) {
      while (order.size() <= position) order.push_back({"\"", CSJ_OTHER});
      order[position] = {'"' + std::string(name) + '"', field};
    }
    return true;
  }

  // A key written with escapes may still be one of ours; it is no text that is shown, so only \u00xx matters.
  bool unusual_field(std::string_view written, csj_field &field) {
    std::string name;
    for (size_t i = 0; i < written.size(); i++) {
      unsigned value = 0;
      if (written.substr(i, 4) == "\\u00" &&
          std::from_chars(written.data() + i + 4, written.data() + std::min(i + 6, written.size()), value, 16).ptr == written.data() + i + 6) {
        name += char(value);
        i += 5;
      } else {
        name += written[i];
      }
    }
    field = lookup(name);
    return true;
  }

  bool texts(std::vector<csj_text> &out, csj_field field) {
    out.clear(); // the last of repeated keys wins
    return each(field, [&] {
      csj_text t{nullptr, 0};
      if (!text(t, field)) return false;
      if (t.bytes) out.push_back(t);
      return true;
    });
  }

  bool names(csj_field field) {
    participants.clear();
    return each(field, [&] {
      csj_text t{nullptr, 0};
      if (!fields(field, true, [&](std::string_view name) { return name == "name" ? text(t, field) : tokens.skip(field); })) return false;
      if (t.bytes) participants.push_back(t);
      return true;
    });
  }

  // A contact may be a text or a number; whatever else stands at the end of the path is none.
  bool contact(size_t level, csj_text &out) {
    const char first = tokens.first();
    if (level < path.size()) {
      if (first != '{') return tokens.skip(CSJ_CONTEXT);
      return fields(CSJ_CONTEXT, true, [&](std::string_view name) {
        return name == path[level] ? contact(level + 1, out) : tokens.skip(CSJ_CONTEXT, int(level) + 1);
      });
    }
    if (first == '"') return text(out, CSJ_CONTEXT);
    if (!tokens.starts_number(first)) return tokens.skip(CSJ_CONTEXT);
    std::string_view s;
    bool whole;
    if (!tokens.number(s, whole, CSJ_CONTEXT)) return false;
    out = csj::view(s);
    return true;
  }

  // Labels stand one level down in old exports; beside one at the top they say nothing.
  bool nested() {
    if (tokens.first() != '{') return tokens.skip(CSJ_METRICS);
    return fields(CSJ_METRICS, true, [&](std::string_view name) {
      const csj_field field = lookup(name);
      if (field == CSJ_SCORED_COUNT) return count(nested_scored = -1, field, false);
      if (field < CSJ_SENTIMENT || field > CSJ_INTENT) return tokens.skip(CSJ_METRICS, 1);
      metrics[field] = {nullptr, 0};
      return text(metrics[field], field);
    });
  }

  bool tool_call() {
    csj_tool_call call{};
    call.message = uint32_t(messages.size());
    call.duration = -1;
    call.success = 2;
    uint8_t error = 2;
    if (!fields(CSJ_TOOL_CALLS, false, [&](std::string_view name) {
          if (name == "name") return text(call.name, CSJ_TOOL_NAME);
          if (name == "is_error") return flag(error, CSJ_TOOL_ERROR);
          if (name == "created_at") return text(call.at, CSJ_TOOL_AT);
          if (name == "duration_ms") return count(call.duration, CSJ_TOOL_DURATION, true);
          return tokens.skip(CSJ_TOOL_CALLS);
        })) return false;
    if (!call.name.bytes) return fail(CSJ_WRONG_TYPE, CSJ_TOOL_NAME);
    if (error != 2) call.success = error ? 0 : 1;
    calls.push_back(call);
    return true;
  }

  // Whether the value here says something: an object or a list that is not empty, a word, a number but 0, true.
  bool mark(uint8_t &out) {
    std::string_view s;
    bool whole;
    const char first = tokens.first();
    switch (first) {
    case '{': case '[':
      out = tokens.second() != (first == '{' ? '}' : ']');
      return tokens.skip(CSJ_MESSAGE_METADATA, 1);
    case '"':
      if (!tokens.string(s, CSJ_MESSAGE_METADATA)) return false;
      out = !s.empty() && s != "false" && s != "none" && s != "null";
      return true;
    default:
      out = first == 't';
      if (!tokens.starts_number(first)) return tokens.skip(CSJ_MESSAGE_METADATA, 1);
      if (!tokens.number(s, whole, CSJ_MESSAGE_METADATA)) return false;
      out = s != "0";
      return true;
    }
  }

  bool metadata(csj_message &m) {
    return fields(CSJ_MESSAGE_METADATA, true, [&](std::string_view name) {
      if (name == "handoff") return mark(m.handoff);
      return name == "response_latency_ms" ? lenient_count(m.latency, CSJ_MESSAGE_METADATA) : usage(name, m);
    });
  }

  // Token use and cost stand beside the text or in metadata.
  bool usage(std::string_view name, csj_message &m) {
    if (name == "input_tokens") return lenient_count(m.input_tokens, CSJ_MESSAGE_METADATA);
    if (name == "output_tokens") return lenient_count(m.output_tokens, CSJ_MESSAGE_METADATA);
    if (name == "cost_usd") return lenient_number(m.cost, CSJ_MESSAGE_METADATA);
    return tokens.skip(CSJ_MESSAGES);
  }

  bool message() {
    csj_message m{};
    m.cost = std::numeric_limits<double>::quiet_NaN();
    m.latency = m.input_tokens = m.output_tokens = m.characters = -1;
    m.role = 2;
    csj_text role{nullptr, 0}, content{nullptr, 0};
    if (!fields(CSJ_MESSAGES, false, [&](std::string_view name) {
          if (name == "role") return text(role, CSJ_MESSAGE_ROLE);
          if (name == "content") return text(content, CSJ_MESSAGE_CONTENT);
          if (name == "created_at") return text(m.at, CSJ_MESSAGE_AT);
          if (name == "metadata") return metadata(m);
          if (name == "is_winback") return flag(m.winback, CSJ_MESSAGE_WINBACK);
          if (name == "tool_calls") return each(CSJ_TOOL_CALLS, [&] { return tool_call(); });
          return usage(name, m);
        })) return false;
    const std::string_view who = role.bytes ? std::string_view((const char *)role.bytes, role.count) : std::string_view();
    if (who == "user") m.role = 0;
    else if (who == "assistant") m.role = 1;
    m.content = content;
    if (m.role == 1 && content.bytes) m.question = asks({(const char *)content.bytes, content.count});
    if (content.bytes) m.characters = scalars({(const char *)content.bytes, content.count});
    messages.push_back(m);
    return true;
  }

  // An id may be a text or a number; whatever else stands here is none.
  bool reference(csj_text &out) {
    const char first = tokens.first();
    if (first == '"') return text(out, CSJ_CITATIONS);
    if (!tokens.starts_number(first)) return tokens.skip(CSJ_CITATIONS);
    std::string_view s;
    bool whole;
    if (!tokens.number(s, whole, CSJ_CITATIONS)) return false;
    out = csj::view(s);
    return true;
  }

  bool citation() {
    if (tokens.first() != '{') return tokens.skip(CSJ_CITATIONS);
    csj_text item{nullptr, 0}, file{nullptr, 0}, base{nullptr, 0};
    if (!fields(CSJ_CITATIONS, true, [&](std::string_view name) {
          if (name == "item_id") return reference(item);
          if (name == "file_name") return reference(file);
          if (name == "kb_id") return reference(base);
          return tokens.skip(CSJ_CITATIONS);
        })) return false;
    const csj_text &best = item.count ? item : file.count ? file : base;
    if (best.count) cited.push_back(best);
    return true;
  }

  bool list(csj_field field, csj_record &r) {
    switch (field) {
    case CSJ_TAGS: return texts(tags, field);
    case CSJ_SKILLS: return texts(skills, field);
    case CSJ_PARTICIPANTS: return names(field);
    case CSJ_MESSAGES:
      messages.clear();
      calls.clear();
      r.has_messages = tokens.first() == '[';
      return each(field, [&] { return message(); });
    default:
      r.citation_count = 0;
      cited.clear();
      return each(field, [&] {
        r.citation_count++;
        return citation();
      });
    }
  }

  bool value(csj_field field, csj_record &r) {
    if (field < CSJ_TEXTS) {
      r.texts[field] = {nullptr, 0};
      return field == CSJ_ID ? id(r.texts[field]) : text(r.texts[field], field);
    }
    // The last of repeated keys wins, also when it is null.
    switch (field) {
    case CSJ_OTHER: return tokens.skip(field);
    case CSJ_VERSION: return count(r.version = -1, field, false);
    case CSJ_MESSAGE_COUNT: return count(r.message_count = -1, field, false);
    case CSJ_LATENCY: return count(r.latency = -1, field, true);
    case CSJ_SCORED_COUNT: return count(r.scored_count = -1, field, false);
    case CSJ_HANDOFF: return flag(r.handoff = 2, field);
    case CSJ_ERROR: return flag(r.error = 2, field);
    case CSJ_HAS_WINBACK: return flag(r.winback = 2, field);
    case CSJ_METRICS: return nested();
    case CSJ_CONTEXT:
      r.contact = {nullptr, 0};
      return path.empty() ? tokens.skip(field) : contact(0, r.contact);
    default: return list(field, r);
    }
  }

  bool record(const uint8_t *bytes, size_t n, csj_record &r) {
    if (!tokens.start(bytes, n)) return false;
    if (!tokens.take('{')) return tokens.skip(CSJ_OTHER) && fail(CSJ_NOT_OBJECT, CSJ_OTHER);
    if (!tokens.take('}')) {
      size_t position = 0;
      do {
        csj_field field = CSJ_OTHER;
        if (!field_of(position++, field)) return false;
        if (!tokens.take(':')) return fail(CSJ_NOT_JSON, CSJ_OTHER);
        if (!value(field, r)) return false;
      } while (tokens.take(','));
      if (!tokens.take('}')) return fail(CSJ_NOT_JSON, CSJ_OTHER);
    }
    for (int field = CSJ_SENTIMENT; field <= CSJ_INTENT; field++)
      if (!r.texts[field].bytes) r.texts[field] = metrics[field];
    if (r.scored_count < 0) r.scored_count = nested_scored;
    return tokens.is_done() || fail(CSJ_NOT_JSON, CSJ_OTHER);
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

extern "C" bool csj_asks(const uint8_t *bytes, size_t count) { return asks({(const char *)bytes, count}); }

extern "C" void csj_decoder_destroy(csj_decoder *decoder) { delete decoder; }

extern "C" csj_failure csj_decode(csj_decoder *d, const uint8_t *bytes, size_t count, csj_record *r) {
  memset(r, 0, sizeof *r);
  r->version = r->message_count = r->latency = r->scored_count = d->nested_scored = -1;
  r->handoff = r->error = r->winback = 2;
  memset(d->metrics, 0, sizeof d->metrics);
  d->tags.clear(), d->skills.clear(), d->participants.clear(), d->cited.clear(), d->messages.clear(), d->calls.clear();
  try {
    d->record(bytes, count, *r);
  } catch (const std::bad_alloc &) {
    d->tokens.failure = {CSJ_NO_MEMORY, CSJ_OTHER};
  }
  r->tags = d->tags.data(), r->tag_count = uint32_t(d->tags.size());
  r->skills = d->skills.data(), r->skill_count = uint32_t(d->skills.size());
  r->participants = d->participants.data(), r->participant_count = uint32_t(d->participants.size());
  r->cited = d->cited.data(), r->cited_count = uint32_t(d->cited.size());
  r->messages = d->messages.data(), r->message_entries = uint32_t(d->messages.size());
  r->calls = d->calls.data(), r->call_count = uint32_t(d->calls.size());
  return d->tokens.failure;
}
