/**
 * The whole programme on one machine: starts PostgreSQL, OpenSearch, Camunda 8 and this application
 * with one command and without Docker.
 */
@NullMarked
package eu.ttc.grants.local;

import org.jspecify.annotations.NullMarked;
