/**
 * What tests of modules share: one real PostgreSQL, a clock that can be set, test data that speaks.
 */
@NullMarked
package eu.ttc.grants.testing;

import org.jspecify.annotations.NullMarked;
