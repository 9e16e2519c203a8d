import Notation

extension RecordSchema {
  static let goalCohorts = RecordSchema(
    "Conversations that could reach a goal", "day of conversations that could reach a goal",
    "Engaged conversations that began on one day, and how many of them reached the goal, counted here.", anchor: "day",
    [
      .time("day", "Day"), .text("goal", "Goal", cut: "goal"), .number("conversations", "Conversations"), .number("reached", "Reached"),
    ])
  static let funnelSteps = RecordSchema(
    "Steps of funnels", "day of a step of a funnel",
    "Conversations that began on one day and how many of them passed a step and all steps before it, counted here.", anchor: "day",
    [
      .time("day", "Day"), .text("funnel", "Funnel", cut: "funnel"), .text("step", "Step", cut: "funnel-step"),
      .text("path", "Funnel and step"), .number("place", "Place"), .number("started", "Started"), .number("before", "Passed before"),
      .number("conversations", "Passed"), .number("lost", "Lost"),
    ])
}
