package dev.pedigree.chassis.call;

import io.grpc.Context;
import java.util.Optional;
import java.util.concurrent.Callable;

/// Turns the end of a call (cancelled, or out of time) into an interrupt of the thread that works for it.
///
/// Work that an interrupt would harm says what to do instead: a database statement is cancelled at the server, where
/// an interrupt would tear the connection down and leave the statement running.
public final class Interruption {
    private static final Context.Key<Interruption> KEY = Context.key("pedigree-interruption");

    private final Thread worker = Thread.currentThread();
    private Runnable action = worker::interrupt;
    private boolean fired;
    private boolean finished;

    private Interruption() {}

    /// Runs `work` on this thread; when `context` ends first, the thread is interrupted.
    public static <T> T guard(Context context, Callable<T> work) throws Exception {
        Interruption interruption = new Interruption();
        Context.CancellationListener listener = _ -> interruption.fire();
        context.addListener(listener, Thread::startVirtualThread); // a gentler action may block
        try {
            return context.withValue(KEY, interruption).call(work);
        } finally {
            context.removeListener(listener);
            interruption.finish();
        }
    }

    /// Runs `work`; if the call ends meanwhile, runs `gentler` where the thread would have been interrupted. A
    /// call that has ended already does not begin.
    public static <T> T instead(Runnable gentler, Callable<T> work) throws Exception {
        Optional<Interruption> present = Optional.ofNullable(KEY.get()).filter(Interruption::isMine);
        if (present.isEmpty()) {
            return work.call();
        }
        Interruption interruption = present.get();
        Runnable before = interruption.replace(gentler);
        try {
            return work.call();
        } finally {
            interruption.restore(before);
        }
    }

    private boolean isMine() {
        return Thread.currentThread().equals(worker);
    }

    private synchronized void fire() {
        fired = true;
        if (!finished) {
            action.run();
        }
    }

    private synchronized Runnable replace(Runnable gentler) throws InterruptedException {
        if (fired) {
            throw new InterruptedException("the call has ended");
        }
        Runnable before = action;
        action = gentler;
        return before;
    }

    private synchronized void restore(Runnable before) {
        action = before;
        if (fired) {
            action.run(); // whatever follows on this thread is to stop as well
        }
    }

    private synchronized void finish() {
        finished = true;
        if (fired) {
            Thread.interrupted(); // the interrupt was for this call; the thread may serve another
        }
    }
}
