package dev.pedigree.chassis.fault;

import com.google.rpc.Status;
import dev.pedigree.v1.ErrorReason;
import java.util.Map;

/// What another Pedigree service answered, as it came from the wire.
record Received(Status status, ErrorReason reason, Map<String, String> metadata) {}
