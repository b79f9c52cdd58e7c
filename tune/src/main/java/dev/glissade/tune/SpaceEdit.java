package dev.glissade.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A changed space and what was changed, in words: what `Event.Redefined` tells of a study that
/// goes on. Trials keep their values; `Space.encode` finds the coordinates that they have in the
/// changed space.
///
/// @param space after the change
/// @param reason what was changed
public record SpaceEdit(Space space, String reason) {
  /// Another range for a numeric parameter, wider or narrower, on the same scale.
  ///
  /// @throws IllegalArgumentException if there is no such parameter, it has words, or the ends do
  ///     not fit its scale
  public static SpaceEdit range(Space space, String name, double low, double high) {
    return replace(space, name, ranged(name, param(space, name), low, high));
  }

  /// One more word for a parameter with words, after the others.
  ///
  /// @throws IllegalArgumentException if it has the word, or none at all
  public static SpaceEdit include(Space space, String name, String word) {
    return words(space, name, words -> Stream.concat(words.stream(), Stream.of(word)).toList());
  }

  /// One word less for a parameter with words.
  ///
  /// @throws IllegalArgumentException if it does not have the word, or no other
  public static SpaceEdit exclude(Space space, String name, String word) {
    return words(space, name, words -> words.stream().filter(it -> !it.equals(word)).toList());
  }

  /// Another range, scale or kind for a parameter. Old values that it can have count.
  ///
  /// @throws IllegalArgumentException if there is no such parameter
  public static SpaceEdit replace(Space space, String name, Param param) {
    Param old = param(space, name);
    Space changed =
        mapped(
            space,
            it ->
                it.name().equals(name)
                    ? new Space.Dimension(name, param, it.condition(), it.former())
                    : it);
    return new SpaceEdit(changed, name + ": " + old + " becomes " + param);
  }

  /// One more parameter, which had a fixed value until now.
  ///
  /// @param before its value in old trials
  public static SpaceEdit add(Space space, String name, Param param, Value before) {
    var added =
        new Space.Dimension(name, param, Optional.empty(), Optional.of(new Former.Had(before)));
    return new SpaceEdit(space.with(added), name + ": " + before + " becomes " + param);
  }

  /// Another name for a parameter, also in conditions, constraints and derived values.
  ///
  /// @throws IllegalArgumentException if there is no such parameter, or it has been added with a
  ///     value of old trials
  public static SpaceEdit rename(Space space, String from, String to) {
    UnaryOperator<String> renamed = name -> name.equals(from) ? to : name;
    param(space, from);
    List<Space.Dimension> dimensions =
        space.dimensions().stream().map(it -> renamed(it, from, to)).toList();
    List<Constraint> constraints =
        space.constraints().stream()
            .map(
                it ->
                    new Constraint(
                        renamed.apply(it.left()), it.factor(), renamed.apply(it.right())))
            .toList();
    List<Derived> derived =
        space.derived().stream()
            .map(it -> new Derived(it.name(), it.factor(), renamed.apply(it.from())))
            .toList();
    return new SpaceEdit(new Space(dimensions, constraints, derived), from + " is called " + to);
  }

  /// This change and then another one.
  public SpaceEdit then(SpaceEdit next) {
    return new SpaceEdit(
        next.space,
        Stream.of(reason, next.reason)
            .filter(it -> !it.isEmpty())
            .collect(Collectors.joining("; ")));
  }

  private static Space.Dimension renamed(Space.Dimension old, String from, String to) {
    Optional<Condition> condition =
        old.condition().map(it -> it.parent().equals(from) ? new Condition(to, it.values()) : it);
    return old.name().equals(from)
        ? new Space.Dimension(to, old.param(), condition, Optional.of(calledToo(old)))
        : new Space.Dimension(old.name(), old.param(), condition, old.former());
  }

  private static Former calledToo(Space.Dimension old) {
    List<String> names = new ArrayList<>(List.of(old.name()));
    switch (old.former().orElse(new Former.Named(List.of()))) {
      case Former.Named(List<String> earlier) -> names.addAll(earlier);
      case Former.Had had ->
          throw new IllegalArgumentException(
              old.name() + ": expected a parameter without a value in old trials, but got " + had);
    }
    return new Former.Named(names);
  }

  private static Space mapped(Space space, UnaryOperator<Space.Dimension> change) {
    return new Space(
        space.dimensions().stream().map(change).toList(), space.constraints(), space.derived());
  }

  private static Param param(Space space, String name) {
    return space.dimensions().stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                Described.unknown(
                    "parameter",
                    name,
                    space.dimensions().stream().map(Space.Dimension::name).toList()))
        .param();
  }

  private static SpaceEdit words(Space space, String name, UnaryOperator<List<String>> change) {
    Param changed =
        switch (param(space, name)) {
          case Param.Choice(List<String> words) -> new Param.Choice(change.apply(words));
          case Param.Ordinal(List<String> words) -> new Param.Ordinal(change.apply(words));
          case Param other ->
              throw new IllegalArgumentException(
                  name + ": expected a parameter with words, but got " + other);
        };
    if (changed.equals(param(space, name))) {
      throw new IllegalArgumentException(
          name + ": expected one of its words, but they are " + changed);
    }
    return replace(space, name, changed);
  }

  private static Param ranged(String name, Param param, double low, double high) {
    return switch (param) {
      case Param.Uniform _ -> new Param.Uniform(low, high);
      case Param.Log _ -> new Param.Log(low, high);
      case Param.LogOneMinus _ -> new Param.LogOneMinus(low, high);
      case Param.Stepped(_, _, double step) -> new Param.Stepped(low, high, step);
      case Param.Whole(_, _, long step) ->
          new Param.Whole(whole(name, low), whole(name, high), step);
      case Param.LogWhole _ -> new Param.LogWhole(whole(name, low), whole(name, high));
      case Param.PowerOfTwo _ -> new Param.PowerOfTwo(whole(name, low), whole(name, high));
      case Param.Choice _, Param.Ordinal _, Param.Fixed _ ->
          throw new IllegalArgumentException(
              name + ": expected a parameter with a range, but got " + param);
    };
  }

  private static long whole(String name, double end) {
    if (end != Math.rint(end)) {
      throw new IllegalArgumentException(name + ": expected whole ends, but got " + end);
    }
    return (long) end;
  }
}
