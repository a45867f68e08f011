package dev.pedigree.chassis.call;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.ServerCall;

/// A call after which something has to be done, however it ends. gRPC tells a listener of exactly one end.
public class WhenOver<Q> extends SimpleForwardingServerCallListener<Q> {
    private final Runnable afterwards;

    public WhenOver(ServerCall.Listener<Q> listener, Runnable afterwards) {
        super(listener);
        this.afterwards = afterwards;
    }

    @Override
    public final void onComplete() {
        try {
            super.onComplete();
        } finally {
            afterwards.run();
        }
    }

    @Override
    public final void onCancel() {
        try {
            super.onCancel();
        } finally {
            afterwards.run();
        }
    }
}
