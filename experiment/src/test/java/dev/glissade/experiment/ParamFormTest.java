package dev.glissade.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.glissade.tune.Condition;
import dev.glissade.tune.Param;
import dev.glissade.tune.Space;
import dev.glissade.tune.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class ParamFormTest {
  static final List<Param> ALL =
      List.of(
          new Param.Log(1e-4, 0.1),
          new Param.LogOneMinus(0.9, 0.999),
          new Param.Uniform(0, 0.5),
          new Param.Stepped(0, 0.5, 0.1),
          new Param.Whole(1, 4, 1),
          new Param.Whole(32, 256, 32),
          new Param.LogWhole(8, 512),
          new Param.PowerOfTwo(16, 256),
          new Param.Choice(List.of("64", "128,64")),
          new Param.Ordinal(List.of("none", "batch")),
          new Param.Fixed(Value.of(0.25)),
          new Param.Fixed(Value.of(7)),
          new Param.Fixed(Value.of("relu")));

  @ParameterizedTest
  @FieldSource("ALL")
  void whatIsWrittenIsReadBack(Param param) {
    assertEquals(param, ParamForm.parse("p", ParamForm.of(param)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "log:1e-4..1e-1; log:1.0E-4..0.1",
        "whole: 32 .. 256 / 32; whole:32..256/32",
        "choice:64 | 128; choice:64|128"
      })
  void peopleMayWriteItLoosely(String written, String exact) {
    assertEquals(exact, ParamForm.of(ParamForm.parse("p", written)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "logg:1..2; did you mean 'log'?",
        "log; expected log:…",
        "log:1e-1; such as log:1e-4..1e-1",
        "log:a..b; such as log:1e-4..1e-1",
        "log:1e-1..1e-4; p: ",
        "log:0..1; p: ",
        "log:1..2/3; such as log:1e-4..1e-1",
        "log-one-minus:0.9..1; p: ",
        "whole:1.5..3; such as whole:32..256/32",
        "whole:1..3/0; p: ",
        "power-of-two:16..100; p: ",
        "choice:a|a; p: ",
        "stepped:0..1; such as stepped:0..0.5/0.1"
      })
  void whatIsWrongIsSaidWithThePlace(String form, String part) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> ParamForm.parse("p", form)).getMessage();

    assertTrue(message.startsWith("p: ") || message.startsWith("p "), message);
    assertTrue(message.contains(part.strip()), message);
  }

  private static SequencedMap<String, String> forms(String... texts) {
    return SpaceForm.forms(List.of(texts));
  }

  @Test
  void aParameterMayDependOnAnother() {
    Space space =
        SpaceForm.parse(
            "space",
            forms(
                "optimizer=choice:adam|momentum", "beta=uniform:0.8..0.99 if optimizer=momentum"));

    assertEquals(
        new Condition("optimizer", Set.of(Value.of("momentum"))),
        space.dimensions().getLast().condition().orElseThrow());
    assertEquals(space, SpaceForm.parse("space", SpaceForm.of(space)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "uniform:0..1 if optimiser=adam; did you mean 'optimizer'?",
        "uniform:0..1 if optimizer; expected if PARAMETER=VALUE|VALUE",
        "uniform:0..1 if optimizer=adm; expected a value of optimizer (choice:adam|momentum)"
      })
  void conditionsAreChecked(String form, String part) {
    var all = new LinkedHashMap<>(Map.of("optimizer", "choice:adam|momentum"));
    all.put("beta", form);

    String message =
        assertThrows(IllegalArgumentException.class, () -> SpaceForm.parse("space", all))
            .getMessage();

    assertTrue(message.startsWith("space: beta"), message);
    assertTrue(message.contains(part.strip()), message);
  }

  @Test
  void formsHaveNamesThatDiffer() {
    assertEquals(
        "tune: expected x once, but got it twice",
        assertThrows(
                IllegalArgumentException.class, () -> forms("x=uniform:0..1", "x=uniform:0..2"))
            .getMessage());
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> forms("uniform:0..1"))
            .getMessage()
            .startsWith("tune: expected NAME=KIND:…"));
  }
}
