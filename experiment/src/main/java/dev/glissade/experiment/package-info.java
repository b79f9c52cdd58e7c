/// Trainings described as data, and the files that they leave.
@org.jspecify.annotations.NullMarked
package dev.glissade.experiment;
