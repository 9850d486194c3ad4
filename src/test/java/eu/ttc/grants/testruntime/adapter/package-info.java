/**
 * Runs inside the broker: keeps the latest state from its records and answers what Camunda Process
 * Test asks of Camunda 8.8 and newer. Uses only what the broker has: the JDK, Jackson, SLF4J and
 * the exporter API.
 */
@NullMarked
package eu.ttc.grants.testruntime.adapter;

import org.jspecify.annotations.NullMarked;
