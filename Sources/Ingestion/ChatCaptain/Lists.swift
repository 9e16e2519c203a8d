import Privacy
import Records

extension BodyKind {
  /// Channels by name and type, with or without the technical details of the full list. The token of a channel is never read.
  static let captainChannels = BodyKind(
    "channels", endpoint: "GET …/statistics/channels, GET …/channels",
    shape: .json { root, context in
      let list = root["channels"]?.isArray == true ? root["channels"] : root.isArray ? root : nil
      guard let list else { return false }
      guard let first = list.elements.first else {
        return root.isObject || context.vendor == .chatcaptain && (context.kindHint ?? context.stem).contains("channel")
      }
      if root.isArray, first["type"]?.string.map({ captainChannelTypes.contains($0) }) != true { return false }
      return first["id"] != nil && (first["type"] != nil || first["name"] != nil) && first["channelId"] == nil
    },
    landmarks: ["channels", "type", "name"],
    fields: [
      FieldUse("channels.*.id", .record(.channels, "id")), FieldUse("channels.*.name", .record(.channels, "channel")),
      FieldUse("channels.*.type", .record(.channels, "type")), FieldUse("channels.*.status", .record(.channels, "status")),
      FieldUse("channels.*.created", .record(.channels, "createdAt")), FieldUse("channels.*.updated", .unused("says nothing about use")),
      FieldUse("channels.*.number", .unused("a telephone number")), FieldUse("channels.*.token", .unused("a secret, never read")),
      FieldUse("error", .context),
    ],
    .rows(keys: ["channels"]) { row, place, _, harvest in
      guard row.isObject else { return .rejected(.notAnObject, field: nil) }
      guard let id = row["id"]?.identifier, !id.isEmpty else { return .rejected(.noID, field: "id") }
      if let name = harvest.redacted(row["name"]), let body = harvest.sheaves.last?.body {
        harvest.drafts.name(channel: id, name, capturedAt: body.capturedAt, vendor: .chatcaptain, source: body.source)
      }
      harvest.record(
        .channels, row: place,
        [
          "id": .text(harvest.redacted(id)), "channel": harvest.text(row["name"]), "type": harvest.text(row["type"]),
          "status": harvest.text(row["status"]), "createdAt": harvest.time(row["created"], "channels.*.created"),
        ])
      return .accepted
    })

  /// The bot itself: its name and its zone.
  static let captainBot = BodyKind(
    "chatbot", endpoint: "GET /v1/chatbots/{id}",
    shape: .json { root, _ in
      let bot = root["chatbot"] ?? root
      return bot["workspaceId"] != nil && bot["timeZone"] != nil
    },
    landmarks: ["chatbot", "workspaceId", "timeZone"],
    fields: ["id", "name", "timeZone", "workspaceId", "type", "created", "updated", "enabled"].flatMap { name in
      ["", "chatbot."].map { prefix in
        let use: FieldUse.Use =
          switch name {
          case "id": .record(.assistants, "id")
          case "name": .record(.assistants, "assistant")
          case "created": .record(.assistants, "createdAt")
          case "timeZone": .context
          default: .unused("says nothing about use")
          }
        return FieldUse(prefix + name, use)
      }
    },
    .document { root, _, harvest in
      let bot = root["chatbot"] ?? root
      guard let id = bot["id"]?.identifier else { return harvest.problem(.wrongType, "chatbot.id") }
      if let zone = bot["timeZone"]?.string.flatMap({ Zone(identifier: $0) }) { harvest.update { $0.zone = zone.identifier } }
      if let name = harvest.redacted(bot["name"]), let source = harvest.sheaves.last?.body.source {
        harvest.drafts.name(assistant: id, name, vendor: .chatcaptain, source: source)
      }
      let key = harvest.redacted(id)
      harvest.record(
        .assistants, row: 1,
        [
          "id": .text(key), "base": .text(key), "assistant": harvest.text(bot["name"]),
          "createdAt": harvest.time(bot["created"], "chatbot.created"),
        ])
    })

  /// The answer to the start of an export.
  static let captainExportStarted = BodyKind(
    "export-started", endpoint: "POST …/statistics/export",
    shape: .json { root, context in
      if root.isObject, root.count == 1, root["exportId"]?.identifier != nil { return true }
      return context.vendor == .chatcaptain && root.isObject && root.count == 1 && root["id"]?.identifier != nil
    },
    landmarks: ["exportId"], fields: [FieldUse("exportId", .context), FieldUse("id", .context)],
    .document { _, _, harvest in
      harvest.record(.serviceAnswers, row: 1, ["state": .text(.own("export started"))])
    })

  /// How far an export is. The address of the file is a secret for as long as it works.
  static let captainExportStatus = BodyKind(
    "export-status", endpoint: "GET …/statistics/export/{exportId}",
    shape: .json { root, context in
      guard root.isObject, let status = root["status"]?.string?.lowercased() else { return false }
      guard root.keys.allSatisfy({ ["status", "downloadUrl", "error"].contains($0) }) else { return false }
      return root["downloadUrl"] != nil || captainExportStates.contains(status) || context.vendor == .chatcaptain
    },
    landmarks: ["downloadUrl", "status"],
    fields: [
      FieldUse("status", .record(.serviceAnswers, "state")), FieldUse("downloadUrl", .unused("an address that gives access")),
      FieldUse("error", .unused("text of a service")),
    ],
    .document { root, _, harvest in
      let status = root["status"]?.string?.lowercased() ?? ""
      let word: RedactedText =
        switch status {
        case "completed", "done", "finished": .own("export completed")
        case "pending", "queued": .own("export pending")
        case "processing", "running", "started": .own("export running")
        case "failed", "error": .own("export failed")
        default: .own("export in an unknown state")
        }
      harvest.record(.serviceAnswers, row: 1, ["state": .text(word), "code": harvest.text(root["status"])])
    })

  /// Hits of a search; no source of figures.
  static let captainSearch = BodyKind(
    "conversation-search", endpoint: "GET …/conversations/search",
    shape: .json { root, _ in
      guard let results = root["results"], results.isObject else { return false }
      return results["hits"] != nil && (results["found"] != nil || results["facetCounts"] != nil)
    },
    landmarks: ["results", "facetCounts", "hits"],
    fields: [
      FieldUse("results.found", .unused("a search is no report")), FieldUse("results.facetCounts", .unused("a search is no report")),
      FieldUse("results.hits", .unused("a search is no report")),
    ],
    .listed(because: "hits of a search are no list of all conversations"))

  /// A body that only says why there is nothing, and bodies of the shape of HTTP errors; both are recognised before the vendors are tried.
  static let captainError = BodyKind(
    "error", endpoint: "any",
    shape: .json { root, context in
      context.vendor == .chatcaptain && root.isObject && root["error"]?.string != nil
        && root.members.allSatisfy { $0.key == "error" || $0.isNull || $0.isArray && $0.count == 0 }
    },
    landmarks: ["statusCode", "message"],
    fields: [
      FieldUse("error", .unused("text of a service")), FieldUse("message", .unused("text of a service")),
      FieldUse("statusCode", .record(.serviceAnswers, "code")),
    ],
    .document { _, _, harvest in harvest.record(.serviceAnswers, row: 1, ["state": .text(.own("no data"))]) })
}

/// Documented kinds of channels.
let captainChannelTypes: Set<String> = [
  "facebook", "voice", "audiocodes", "web", "meta-whatsapp", "telegram", "brevo", "email", "debug",
]
/// Channel types whose conversations are telephone calls.
let captainVoiceTypes: Set<String> = ["voice", "audiocodes"]
private let captainExportStates: Set<String> = ["completed", "pending", "processing", "running", "failed", "queued"]
