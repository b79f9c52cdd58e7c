package dev.glissade.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandsTest {
  @Test
  void everyCommandHasTheNameByWhichItIsFound() {
    for (Commands.Command command : Commands.ALL) {
      Object made = command.of().apply(Terminal.ofProcess());
      CommandLine line = made instanceof CommandLine whole ? whole : new CommandLine(made);
      assertEquals(command.name(), line.getCommandName());
    }
  }

  /// picocli takes each text for a format, and complains on the screen where one is none.
  @Test
  void everyTextOfAnAnnotationIsAFormat() {
    for (Commands.Command command : Commands.ALL) {
      Object made = command.of().apply(Terminal.ofProcess());
      assertFormats(made instanceof CommandLine whole ? whole : new CommandLine(made));
    }
  }

  private static void assertFormats(CommandLine line) {
    Class<?> type = line.getCommandSpec().userObject().getClass();
    CommandLine.Command command = type.getAnnotation(CommandLine.Command.class);
    List<String> texts = new ArrayList<>(List.of(command.description()));
    texts.addAll(List.of(command.header()));
    texts.addAll(List.of(command.footer()));
    for (Field field : type.getDeclaredFields()) {
      CommandLine.Option option = field.getAnnotation(CommandLine.Option.class);
      texts.addAll(option == null ? List.of() : List.of(option.description()));
    }
    for (String text : texts) {
      assertDoesNotThrow(() -> text.formatted(), text);
    }
    line.getSubcommands().values().forEach(CommandsTest::assertFormats);
  }

  @Test
  void onlyTheNamedCommandIsMade() {
    assertEquals(Set.of("train"), added("train", "digits").keySet());
    assertEquals(Set.of("study"), added("study", "train").keySet());
    assertTrue(added("train").get("train").getCommandSpec().userObject() instanceof TrainCommand);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--help", "--version", "trian"})
  void aListHasOutlines(String argument) {
    Map<String, CommandLine> listed = argument.isEmpty() ? added() : added(argument);
    assertEquals(Commands.ALL.size(), listed.size());
    for (CommandLine line : listed.values()) {
      assertTrue(line.getCommandSpec().options().isEmpty(), line.getCommandName());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"completion", "@arguments", "trian digits"})
  void whereAnyCommandMayFollowAllAreMade(String arguments) {
    Map<String, CommandLine> made = added(arguments.split(" "));
    assertEquals(Commands.ALL.size(), made.size());
    for (CommandLine line : made.values()) {
      assertFalse(line.getCommandSpec().options().isEmpty(), line.getCommandName());
    }
  }

  private static Map<String, CommandLine> added(String... arguments) {
    CommandLine line = new CommandLine(CommandLine.Model.CommandSpec.create());
    Commands.addTo(line, Terminal.ofProcess(), arguments);
    return line.getSubcommands();
  }

  /// An outline says of a command what the command says of itself.
  @Test
  void aListSaysWhatEachCommandDoes() {
    for (Commands.Command command : Commands.ALL) {
      Object made = command.of().apply(Terminal.ofProcess());
      CommandLine line = made instanceof CommandLine whole ? whole : new CommandLine(made);
      assertArrayEquals(
          line.getCommandSpec().usageMessage().description(),
          command.outline().usageMessage().description());
      boolean isHidden = line.getCommandSpec().usageMessage().hidden();
      assertEquals(isHidden, command.outline().usageMessage().hidden());
    }
    String help = Invocation.of("--help").out();
    for (Commands.Command command : Commands.ALL) {
      boolean isListed = !command.outline().usageMessage().hidden();
      assertEquals(isListed, help.contains("\n  " + command.name() + " "), help);
    }
    assertEquals(help, Invocation.of().out());
  }

  @Test
  void anUnknownCommandIsToldFromAllOthers() {
    Invocation wrong = Invocation.of("trian");

    assertEquals(2, wrong.code());
    assertTrue(wrong.err().contains("train"), wrong.err());
  }
}
