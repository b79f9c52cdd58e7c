/// The `glissade` command.
@org.jspecify.annotations.NullMarked
package dev.glissade.cli;
