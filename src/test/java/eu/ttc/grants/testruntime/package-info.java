/**
 * One real Camunda broker for all process tests of a build, and the properties that point Camunda
 * Process Test at it.
 */
@NullMarked
package eu.ttc.grants.testruntime;

import org.jspecify.annotations.NullMarked;
