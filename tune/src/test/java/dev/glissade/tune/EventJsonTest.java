package dev.glissade.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventJsonTest {
  private static final List<Param> PARAMS =
      List.of(
          new Param.Uniform(-0.1, Math.nextUp(0.1)),
          new Param.Log(1e-100, 1e100),
          new Param.LogOneMinus(0.9, 0.999),
          new Param.Stepped(0, 1, 0.1),
          new Param.Whole(-5, 1L << 20, 3),
          new Param.LogWhole(1, 1000),
          new Param.PowerOfTwo(16, 512),
          new Param.Choice(List.of("a \"quoted\" word", "ü")),
          new Param.Ordinal(List.of("small", "large")),
          new Param.Fixed(Value.of(3.0)),
          new Param.Fixed(Value.of(3)),
          new Param.Fixed(Value.of("3")));

  private static Space space() {
    Space space = Space.EMPTY;
    for (int i = 0; i < PARAMS.size(); i++) {
      space = space.with("p" + i, PARAMS.get(i));
    }
    return space
        .with("c", new Param.Uniform(0, 1), new Condition("p8", Set.of(Value.of("small"))))
        .with("d", new Param.Uniform(0, 1), new Condition("p10", Set.of(Value.of(3))))
        .with(new Constraint("p0", 0.5, "p3"))
        .with(former("e", new Former.Had(Value.of(0.5))))
        .with(former("f", new Former.Named(List.of("g", "h"))))
        .with(new Derived("p5-half", 0.5, "p5"));
  }

  private static Space.Dimension former(String name, Former former) {
    return new Space.Dimension(
        name, new Param.Uniform(0, 1), Optional.empty(), Optional.of(former));
  }

  private static Definition definition() {
    return new Definition(
            List.of(
                new Goal("validation.accuracy", Direction.MAXIMIZE),
                new Goal("seconds", Direction.MINIMIZE)),
            space(),
            "tpe(startup=10)",
            "none",
            "trials(60)",
            Long.MIN_VALUE,
            4,
            new LinkedHashMap<>())
        .withNote("data", "sha256:…");
  }

  private static Configuration configuration() {
    return Configuration.of(
        new LinkedHashMap<>(
            Map.of("rate", Value.of(0.1), "units", Value.of(64), "kind", Value.of("adam"))));
  }

  private static Event assigned(long work, Decision decision, Optional<String> ticket) {
    return new Event.Assigned(work, 3, decision, configuration(), ticket, work);
  }

  /// Every kind of event, in all its forms, with keys that differ.
  static List<Event> samples() {
    return List.of(
        new Event.Opened(definition()),
        new Event.Redefined(0, definition().withLag(0), "more\nworkers"),
        new Event.Requested("t", new Decision.Begin(4), Optional.of(configuration())),
        new Event.Requested("u", new Decision.Await(), Optional.empty()),
        assigned(1, new Decision.Begin(Long.MAX_VALUE), Optional.of("t")),
        assigned(2, new Decision.Resume(3, 9), Optional.empty()),
        assigned(3, new Decision.Copy(-1, 2, configuration(), 9), Optional.empty()),
        assigned(4, new Decision.Repeat(3, 1, 9), Optional.empty()),
        assigned(5, new Decision.Finish(), Optional.empty()),
        new Event.Suggested(1, "beta", new Param.LogOneMinus(0.9, 0.999), Value.of(0.99)),
        new Event.Reported(1, 1, 0.1 + 0.2),
        new Event.Reported(1, 2, Double.MIN_VALUE),
        new Event.Reported(1, 3, -0.0),
        new Event.Saved(1, 3, "abc"),
        new Event.Discarded(List.of(0, 2)),
        new Event.KnobRequested("k", 3, "learning-rate", 1e-4, "it jumps"),
        new Event.PauseRequested("p", 3, ""),
        new Event.KnobChanged(1, 2, "k", 1e-3, 1e-4),
        new Event.Timed(1, 2, 30.5, true),
        new Event.Released(1, 2, true, "Exception"),
        new Event.Ended(1, TrialState.COMPLETE, List.of(0.1, Double.MAX_VALUE), 0, ""),
        new Event.Ended(2, TrialState.STOPPED, List.of(), 0.5, "median"),
        new Event.Tested(3, "test.accuracy", Double.NaN));
  }

  @Test
  void everyEventComesBackAsItWas() {
    for (Event each : samples()) {
      String line = EventJson.line(each);

      assertEquals(each, EventJson.readLine(line), line);
      assertEquals(line, EventJson.line(EventJson.readLine(line)));
      assertTrue(line.indexOf('\n') < 0, line);
    }
  }

  @Test
  void everyKindOfEventDecisionAndParameterIsAmongTheSamples() {
    Set<Class<?>> events = samples().stream().map(Object::getClass).collect(Collectors.toSet());
    Set<Class<?>> params = PARAMS.stream().map(Object::getClass).collect(Collectors.toSet());
    Set<Class<?>> decisions =
        samples().stream()
            .mapMulti(
                (Event each, java.util.function.Consumer<Class<?>> found) -> {
                  if (each instanceof Event.Assigned it) {
                    found.accept(it.decision().getClass());
                  } else if (each instanceof Event.Requested it) {
                    found.accept(it.decision().getClass());
                  }
                })
            .collect(Collectors.toSet());

    assertEquals(leaves(Event.class), events);
    assertEquals(leaves(Param.class), params);
    assertEquals(leaves(Decision.class), decisions);
  }

  private static Set<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses())
            .flatMap(it -> leaves(it).stream())
            .collect(Collectors.toSet())
        : Set.of(type);
  }

  @Test
  void anEventIsALineThatPeopleCanRead() {
    assertEquals(
        "{\"event\":\"reported\",\"work\":3,\"step\":1,\"value\":0.25}",
        EventJson.line(new Event.Reported(3, 1, 0.25)));
    assertEquals(
        "{\"event\":\"assigned\",\"work\":0,\"trial\":0,\"decision\":{\"kind\":\"begin\","
            + "\"until\":9},\"configuration\":{\"rate\":1.0,\"units\":1},\"seen\":0}",
        EventJson.line(
            new Event.Assigned(
                0,
                0,
                new Decision.Begin(9),
                Configuration.EMPTY.with("rate", Value.of(1.0)).with("units", Value.of(1)),
                Optional.empty(),
                0)));
  }

  @Test
  void numbersAreExact() {
    var draws = Draws.of(1, 0, "numbers");
    List<Double> numbers =
        new ArrayList<>(
            Arrays.asList(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e23));
    while (numbers.size() < 2000) {
      numbers.add(Double.longBitsToDouble(draws.bits()));
    }
    for (double each : numbers) {
      var event =
          (Event.Reported) EventJson.readLine(EventJson.line(new Event.Reported(0, 1, each)));

      assertEquals(Double.doubleToLongBits(each), Double.doubleToLongBits(event.value()));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"event":"danced"}|event: expected a kind of event, but got danced
          {"work":1}|event: expected event, but got {"work":1}
          {"event":"saved","work":1,"step":"2","hash":"a"}|event.step: expected a whole number, but got "2"
          {"event":"saved","work":1.5,"step":2,"hash":"a"}|event.work: expected a whole number, but got 1.5
          {"event":"saved","work":1,"step":2,"hash":7}|event.hash: expected a text, but got 7
          {"event":"reported","work":1,"step":2,"value":"much"}|event.value: expected a number, but got "much"
          {"event":"tested","trial":4294967296,"metric":"a","value":1}|event.trial: expected a whole number of 32 bits, but got 4294967296
          [1]|event: expected an object, but got [1]
          {"event":|json: expected one value, but got {"event":
          {"event":"saved","event":"saved"}|json: expected one value, but got {"event":"saved","event":"saved"}
          """)
  void whatIsNotAnEventIsAnErrorThatSaysWhere(String line, String message) {
    var error = assertThrows(IllegalArgumentException.class, () -> EventJson.readLine(line));

    assertEquals(message, error.getMessage());
  }

  @Test
  void unknownKeysAndKindsAreErrors() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            EventJson.readLine(
                "{\"event\":\"saved\",\"work\":1,\"step\":2,\"hash\":\"a\",\"x\":1}"));
    assertThrows(
        IllegalArgumentException.class,
        () -> SpaceJson.readParam(Fields.parse("{\"kind\":\"cubic\",\"low\":0.0,\"high\":1.0}")));
    assertThrows(
        IllegalArgumentException.class,
        () -> SpaceJson.readParam(Fields.parse("{\"kind\":\"log\",\"low\":0.0,\"high\":1.0}")));
    assertThrows(IllegalArgumentException.class, () -> SpaceJson.readValue(Fields.parse("[]")));
    assertThrows(IllegalArgumentException.class, () -> SpaceJson.readValue(Fields.parse("1e999")));
  }

  @Test
  void deepAndLongDocumentsAreRefused() {
    String deep = "[".repeat(100) + "]".repeat(100);
    String wide = "{\"event\":\"" + "x".repeat(2 << 20) + "\"}";

    assertThrows(IllegalArgumentException.class, () -> EventJson.readLine(deep));
    assertThrows(IllegalArgumentException.class, () -> EventJson.readLine(wide));
  }
}
