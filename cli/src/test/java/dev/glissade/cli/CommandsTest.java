package dev.glissade.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
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
    assertEquals(List.of("train"), names("train", "digits"));
    assertEquals(List.of("study"), names("study", "train"));
    assertEquals(Commands.ALL.size(), names().size());
    assertEquals(Commands.ALL.size(), names("--help").size());
    assertEquals(Commands.ALL.size(), names("trian").size());
    assertEquals(Commands.ALL.size(), names("completion", "bash").size());
  }

  private static List<String> names(String... arguments) {
    return Commands.named(arguments).stream().map(Commands.Command::name).toList();
  }

  @Test
  void anUnknownCommandIsToldFromAllOthers() {
    Invocation wrong = Invocation.of("trian");

    assertEquals(2, wrong.code());
    assertTrue(wrong.err().contains("train"), wrong.err());
  }
}
