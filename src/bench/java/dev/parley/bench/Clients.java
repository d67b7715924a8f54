package dev.parley.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The load generator's connections: all on one event loop, which leaves the machine to the server as far as possible,
 * and from several addresses of this machine in turn.
 */
final class Clients implements AutoCloseable {
    private static final int SOURCES = 8;
    private static final int MAX_FRAME = 1 << 20;
    private static final long PATIENCE_SECONDS = 120;

    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventExecutor loop = group.next();
    private int connected;

    EventExecutor loop() {
        return loop;
    }

    /** Opens so many sockets, so many of them at a time; returns when all can be used. */
    <S extends ClientSocket> List<S> open(int port, int count, int atOnce, Supplier<S> make) throws Exception {
        List<S> sockets = new ArrayList<>(count);
        CompletableFuture<Void> all = new CompletableFuture<>();
        Opening<S> opening = new Opening<>(port, count, make, sockets, all);
        loop.execute(() -> {
            for (int i = 0; i < Math.min(atOnce, count); i++) {
                opening.next();
            }
        });
        all.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return sockets;
    }

    /** Closes sockets and returns when that is done on this side. */
    void close(List<? extends ClientSocket> sockets) throws Exception {
        loop.submit(() -> sockets.forEach(ClientSocket::close)).get();
    }

    private void connect(int port, ClientSocket socket) {
        URI uri = URI.create("ws://127.0.0.1:" + port + socket.path());
        socket.handshaker(WebSocketClientHandshakerFactory.newHandshaker(
                uri, WebSocketVersion.V13, null, false, new DefaultHttpHeaders(), MAX_FRAME));
        new Bootstrap()
                .group(group)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new HttpClientCodec(), new HttpObjectAggregator(8_192), socket);
                    }
                })
                .connect(
                        new InetSocketAddress(loopback(1), port),
                        new InetSocketAddress(loopback(2 + connected++ % SOURCES), 0))
                .addListener(done -> {
                    if (!done.isSuccess()) {
                        socket.ready().completeExceptionally(done.cause());
                    }
                });
    }

    private static InetAddress loopback(int last) {
        return NetUtil.createInetAddressFromIpAddressString("127.0.0." + last);
    }

    @Override
    public void close() throws Exception {
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).get();
    }

    /** A number of sockets on their way; each that is there makes room for the next. */
    private final class Opening<S extends ClientSocket> {
        private final int port;
        private final int count;
        private final Supplier<S> make;
        private final List<S> sockets;
        private final CompletableFuture<Void> all;
        private int begun;

        Opening(int port, int count, Supplier<S> make, List<S> sockets, CompletableFuture<Void> all) {
            this.port = port;
            this.count = count;
            this.make = make;
            this.sockets = sockets;
            this.all = all;
        }

        void next() {
            if (begun == count) {
                return;
            }
            begun++;
            S socket = make.get();
            socket.ready().whenComplete((ready, failure) -> {
                if (failure != null) {
                    all.completeExceptionally(failure);
                    return;
                }
                sockets.add(socket);
                if (sockets.size() == count) {
                    all.complete(null);
                } else {
                    next();
                }
            });
            connect(port, socket);
        }
    }
}
