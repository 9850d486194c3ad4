package eu.ttc.grants.application;

import java.time.Instant;
import java.util.UUID;

/** What is known of a stored document without its content. */
public record DocumentInfo(
    UUID id,
    DocumentKind kind,
    String fileName,
    String mediaType,
    long sizeBytes,
    String sha256,
    Instant uploadedAt) {}
