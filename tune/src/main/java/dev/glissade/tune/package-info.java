/// Spaces, trials, studies: what is common to all ways of tuning.
package dev.glissade.tune;
