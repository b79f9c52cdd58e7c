package dev.glissade.experiment;

import dev.glissade.data.Names;
import dev.glissade.tune.Condition;
import dev.glissade.tune.Param;
import dev.glissade.tune.Space;
import dev.glissade.tune.Value;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/// A space as people write it: a name and a form of `ParamForm` for each parameter, after which
/// ` if PARENT=VALUE|VALUE` may say that the parameter exists only then.
public final class SpaceForm {
  private static final String IF = " if ";

  private SpaceForm() {}

  /// The space of texts such as `learning-rate=log:1e-4..1e-1`, as after `--tune`.
  ///
  /// @throws IllegalArgumentException naming the text that is wrong
  public static SequencedMap<String, String> forms(List<String> texts) {
    var forms = new LinkedHashMap<String, String>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(
            "tune: expected NAME=KIND:… such as learning-rate=log:1e-4..1e-1, but got '%s'"
                .formatted(text));
      }
      String name = text.substring(0, equals).strip();
      if (forms.put(name, text.substring(equals + 1).strip()) != null) {
        throw new IllegalArgumentException("tune: expected " + name + " once, but got it twice");
      }
    }
    return forms;
  }

  /// The space of forms by name, with parents before what depends on them.
  ///
  /// @param where to say in messages where the forms are
  /// @throws IllegalArgumentException naming the parameter
  static Space parse(String where, SequencedMap<String, String> forms) {
    Space space = Space.EMPTY;
    for (Map.Entry<String, String> entry : forms.entrySet()) {
      String place = where + ": " + entry.getKey();
      String[] parts = entry.getValue().split(IF, 2);
      Param param = ParamForm.parse(place, parts[0].strip());
      space =
          parts.length == 1
              ? space.with(entry.getKey(), param)
              : space.with(entry.getKey(), param, condition(place, parts[1], space));
    }
    return space;
  }

  private static Condition condition(String place, String text, Space before) {
    String[] sides = text.split("=", 2);
    List<String> names = before.dimensions().stream().map(Space.Dimension::name).toList();
    String parent = sides[0].strip();
    if (sides.length < 2) {
      throw new IllegalArgumentException(
          "%s: expected if PARAMETER=VALUE|VALUE, but got 'if %s'".formatted(place, text));
    }
    if (!names.contains(parent)) {
      throw Names.unknown(place, "parameters before it", parent, names);
    }
    Param param = before.dimensions().get(names.indexOf(parent)).param();
    Set<Value> values = new LinkedHashSet<>();
    for (String word : sides[1].split("\\|", -1)) {
      values.add(known(place, parent, param, word.strip()));
    }
    return new Condition(parent, values);
  }

  private static Value known(String place, String parent, Param param, String word) {
    return List.of(Value.of(word), ParamForm.value(word)).stream()
        .filter(param::contains)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s: expected a value of %s (%s), but got '%s'"
                        .formatted(place, parent, ParamForm.of(param), word)));
  }

  /// The forms of a space; `parse` gives it back.
  public static SequencedMap<String, String> of(Space space) {
    var forms = new LinkedHashMap<String, String>();
    for (Space.Dimension each : space.dimensions()) {
      forms.put(each.name(), ParamForm.of(each.param()) + condition(each.condition()));
    }
    return forms;
  }

  private static String condition(Optional<Condition> condition) {
    return condition
        .map(
            it ->
                IF
                    + it.parent()
                    + "="
                    + it.values().stream()
                        .map(Value::toString)
                        .sorted()
                        .collect(Collectors.joining("|")))
        .orElse("");
  }
}
