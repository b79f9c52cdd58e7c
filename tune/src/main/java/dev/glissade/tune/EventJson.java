package dev.glissade.tune;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Events as JSON objects, one a line, and back: what stores keep and exports hold.
///
/// ```json
/// {"event":"reported","work":3,"step":1,"value":0.25}
/// ```
///
/// All methods that read throw an `IllegalArgumentException` that says where something else was
/// expected; unknown events and keys are errors.
public final class EventJson {
  private EventJson() {}

  /// An event as one line of JSON.
  public static String line(Event event) {
    return write(event).toString();
  }

  /// An event from one line of JSON.
  public static Event readLine(String line) {
    return read(Fields.parse(line));
  }

  /// An event as an object.
  public static ObjectNode write(Event event) {
    return switch (event) {
      case Event.Opened it -> write(it);
      case Event.Redefined it -> write(it);
      case Event.Requested it -> write(it);
      case Event.Assigned it -> write(it);
      case Event.Suggested it -> write(it);
      case Event.Reported it -> at("reported", it.work(), it.step(), "value", it.value());
      case Event.Saved it -> at("saved", it.work(), it.step()).put("hash", it.hash());
      case Event.Discarded it -> write(it);
      case Event.KnobRequested it -> write(it);
      case Event.PauseRequested it ->
          kind("pause_requested")
              .put("ticket", it.ticket())
              .put("trial", it.trial())
              .put("reason", it.reason());
      case Event.KnobChanged it -> write(it);
      case Event.Timed it -> write(it);
      case Event.Released it ->
          kind("released")
              .put("work", it.work())
              .put("attempt", it.attempt())
              .put("is_failed", it.isFailed())
              .put("note", it.note());
      case Event.Ended it -> write(it);
      case Event.Tested it -> {
        ObjectNode object = kind("tested").put("trial", it.trial()).put("metric", it.metric());
        yield object.set("value", Fields.real(it.value()));
      }
    };
  }

  private static ObjectNode kind(String kind) {
    return Fields.object().put("event", kind);
  }

  private static ObjectNode at(String kind, long work, long step) {
    return kind(kind).put("work", work).put("step", step);
  }

  private static ObjectNode at(String kind, long work, long step, String name, double value) {
    ObjectNode object = at(kind, work, step);
    object.set(name, Fields.real(value));
    return object;
  }

  private static ObjectNode write(Event.Opened it) {
    ObjectNode object = kind("opened");
    object.set("definition", DefinitionJson.write(it.definition()));
    return object;
  }

  private static ObjectNode write(Event.Redefined it) {
    ObjectNode object = kind("redefined").put("work", it.work());
    object.set("definition", DefinitionJson.write(it.definition()));
    return object.put("reason", it.reason());
  }

  private static ObjectNode write(Event.Requested it) {
    ObjectNode object = kind("requested").put("ticket", it.ticket());
    object.set("decision", DecisionJson.write(it.decision()));
    it.configuration().ifPresent(given -> object.set("configuration", SpaceJson.write(given)));
    return object;
  }

  private static ObjectNode write(Event.Assigned it) {
    ObjectNode object = kind("assigned").put("work", it.work()).put("trial", it.trial());
    object.set("decision", DecisionJson.write(it.decision()));
    object.set("configuration", SpaceJson.write(it.configuration()));
    it.ticket().ifPresent(ticket -> object.put("ticket", ticket));
    return object.put("seen", it.seen());
  }

  private static ObjectNode write(Event.Suggested it) {
    ObjectNode object = kind("suggested").put("work", it.work()).put("name", it.name());
    object.set("param", SpaceJson.write(it.param()));
    object.set("value", SpaceJson.write(it.value()));
    return object;
  }

  private static ObjectNode write(Event.Discarded it) {
    ObjectNode object = kind("discarded");
    ArrayNode trials = object.putArray("trials");
    it.trials().forEach(trials::add);
    return object;
  }

  private static ObjectNode write(Event.KnobRequested it) {
    ObjectNode object = kind("knob_requested").put("ticket", it.ticket());
    object.put("trial", it.trial()).put("knob", it.knob());
    object.set("value", Fields.real(it.value()));
    return object.put("reason", it.reason());
  }

  private static ObjectNode write(Event.KnobChanged it) {
    ObjectNode object = at("knob_changed", it.work(), it.step()).put("ticket", it.ticket());
    object.set("before", Fields.real(it.before()));
    object.set("after", Fields.real(it.after()));
    return object;
  }

  private static ObjectNode write(Event.Timed it) {
    ObjectNode object = kind("timed").put("work", it.work()).put("attempt", it.attempt());
    object.set("seconds", Fields.real(it.seconds()));
    return object.put("is_over", it.isOver());
  }

  private static ObjectNode write(Event.Ended it) {
    ObjectNode object = kind("ended").put("work", it.work());
    object.put("state", Fields.lower(it.state()));
    ArrayNode values = object.putArray("values");
    it.values().forEach(value -> values.add(Fields.real(value)));
    object.set("violation", Fields.real(it.violation()));
    return object.put("note", it.note());
  }

  /// An event from an object.
  public static Event read(JsonNode node) {
    return Fields.read("event", node, EventJson::read);
  }

  private static Event read(Fields it) {
    return switch (it.text("event")) {
      case "opened" -> new Event.Opened(DefinitionJson.readDefinition(it.node("definition")));
      case "redefined" -> readRedefined(it);
      case "requested" -> readRequested(it);
      case "assigned" -> readAssigned(it);
      case "suggested" -> readSuggested(it);
      case "reported" -> new Event.Reported(it.whole("work"), it.whole("step"), it.real("value"));
      case "saved" -> new Event.Saved(it.whole("work"), it.whole("step"), it.text("hash"));
      case "discarded" ->
          new Event.Discarded(it.list("trials", trial -> Fields.count("event.trials", trial)));
      case "knob_requested" -> readKnobRequested(it);
      case "pause_requested" ->
          new Event.PauseRequested(it.text("ticket"), it.count("trial"), it.text("reason"));
      case "knob_changed" -> readKnobChanged(it);
      case "timed" ->
          new Event.Timed(
              it.whole("work"), it.count("attempt"), it.real("seconds"), it.truth("is_over"));
      case "released" ->
          new Event.Released(
              it.whole("work"), it.count("attempt"), it.truth("is_failed"), it.text("note"));
      case "ended" -> readEnded(it);
      case "tested" -> new Event.Tested(it.count("trial"), it.text("metric"), it.real("value"));
      case String other ->
          throw new IllegalArgumentException("event: expected a kind of event, but got " + other);
    };
  }

  private static Event readRedefined(Fields it) {
    return new Event.Redefined(
        it.whole("work"), DefinitionJson.readDefinition(it.node("definition")), it.text("reason"));
  }

  private static Event readSuggested(Fields it) {
    return new Event.Suggested(
        it.whole("work"),
        it.text("name"),
        SpaceJson.readParam(it.node("param")),
        SpaceJson.readValue(it.node("value")));
  }

  private static Event readRequested(Fields it) {
    return new Event.Requested(
        it.text("ticket"),
        DecisionJson.readDecision(it.node("decision")),
        it.maybe("configuration").map(SpaceJson::readConfiguration));
  }

  private static Event readAssigned(Fields it) {
    Optional<String> ticket = it.maybe("ticket").map(text -> Fields.text("event.ticket", text));
    return new Event.Assigned(
        it.whole("work"),
        it.count("trial"),
        DecisionJson.readDecision(it.node("decision")),
        SpaceJson.readConfiguration(it.node("configuration")),
        ticket,
        it.whole("seen"));
  }

  private static Event readKnobRequested(Fields it) {
    return new Event.KnobRequested(
        it.text("ticket"), it.count("trial"), it.text("knob"), it.real("value"), it.text("reason"));
  }

  private static Event readKnobChanged(Fields it) {
    return new Event.KnobChanged(
        it.whole("work"), it.whole("step"), it.text("ticket"), it.real("before"), it.real("after"));
  }

  private static Event readEnded(Fields it) {
    List<Double> values = it.list("values", value -> Fields.real("event.values", value));
    return new Event.Ended(
        it.whole("work"),
        it.word("state", TrialState.class),
        values,
        it.real("violation"),
        it.text("note"));
  }
}
