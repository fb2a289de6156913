/* Sends G.711 of many calls through a relay, 50 packets a second each way, and says what came of it. All calls share one socket an end, so
 * that the sender is cheap and the relay has a socket for each. Arrival is when the kernel took the packet in, not when we looked. Loopback only.
 * usage: rtpblast CALLER:PORT CALLEE:PORT SECONDS <"HOST PORT HOST PORT" a call: where caller and callee send    cc -O2 -o rtpblast rtpblast.c -lm */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>

#define MOST 10000
#define BATCH 64
#define SLOTS 20     /* of a millisecond, in each of which a twentieth of the calls sends */
#define SIZE 172     /* RTP header and 20 ms of G.711 */
#define BUCKETS 20000 /* of 10 us: 200 ms */

struct stream { uint16_t seq; int begun; double transit, jitter; long got; };
static struct sockaddr_in to[2][MOST];
static struct stream streams[2][MOST];
static long histogram[BUCKETS + 1], sent, received, unsent;
static double worst;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

static struct sockaddr_in address(const char *host, int port) {
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(port)};
    if (strncmp(host, "127.", 4) || inet_pton(AF_INET, host, &a.sin_addr) != 1) {
        fprintf(stderr, "rtpblast: on 127.0.0.0/8 only, not %s\n", host);
        exit(2);
    }
    return a;
}

static int bound(char *at) {
    char *colon = strchr(at, ':');
    int s = socket(AF_INET, SOCK_DGRAM, 0), size = 256 << 20, on = 1;
    if (!colon) exit(2);
    *colon = 0;
    struct sockaddr_in a = address(at, atoi(colon + 1));
    if (bind(s, (struct sockaddr *)&a, sizeof a)) { perror("rtpblast"); exit(1); }
    if (setsockopt(s, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size)) setsockopt(s, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
    setsockopt(s, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on);
    return s;
}

static void send_slot(int s, int end, int from, int until) {
    static unsigned char packets[BATCH][SIZE];
    static struct iovec io[BATCH];
    static struct mmsghdr batch[BATCH];
    while (from < until) {
        int n = until - from < BATCH ? until - from : BATCH;
        for (int i = 0; i < n; i++) {
            struct stream *stream = &streams[end][from + i];
            unsigned char *p = packets[i];
            uint32_t ssrc = htonl((from + i) * 2 + end), time = htonl(stream->seq * 160);
            uint16_t seq = htons(stream->seq++);
            p[0] = 0x80, p[1] = 8;
            memcpy(p + 2, &seq, 2), memcpy(p + 4, &time, 4), memcpy(p + 8, &ssrc, 4);
            double at = now();
            memcpy(p + 12, &at, sizeof at);
            io[i] = (struct iovec){p, SIZE};
            batch[i].msg_hdr = (struct msghdr){.msg_name = &to[end][from + i], .msg_namelen = sizeof to[0][0], .msg_iov = &io[i], .msg_iovlen = 1};
        }
        int done = sendmmsg(s, batch, n, 0);
        if (done < 0) done = 0;
        sent += done, unsent += n - done;
        from += n;
    }
}

static void take(unsigned char *p, int size, double at, int calls) {
    uint32_t ssrc;
    double begun;
    if (size != SIZE) return;
    memcpy(&ssrc, p + 8, 4), memcpy(&begun, p + 12, sizeof begun);
    ssrc = ntohl(ssrc);
    if (ssrc / 2 >= (uint32_t)calls) return;
    struct stream *stream = &streams[ssrc & 1][ssrc / 2];
    double delay = at - begun;
    if (stream->begun++) stream->jitter += (fabs(delay - stream->transit) - stream->jitter) / 16; /* RFC 3550 A.8: sent by the clock */
    stream->transit = delay;
    stream->got++;
    received++;
    long bucket = delay < 0 ? 0 : delay * 1e5;
    histogram[bucket > BUCKETS ? BUCKETS : bucket]++;
    if (delay > worst) worst = delay;
}

static void receive(int s, int calls) {
    static unsigned char packets[BATCH][256];
    static char control[BATCH][64];
    static struct iovec io[BATCH];
    static struct mmsghdr batch[BATCH];
    int n;
    do {
        for (int i = 0; i < BATCH; i++) {
            io[i] = (struct iovec){packets[i], sizeof packets[i]};
            batch[i].msg_hdr = (struct msghdr){.msg_iov = &io[i], .msg_iovlen = 1, .msg_control = control[i], .msg_controllen = sizeof control[i]};
        }
        n = recvmmsg(s, batch, BATCH, MSG_DONTWAIT, NULL);
        for (int i = 0; i < n; i++) {
            struct cmsghdr *c = CMSG_FIRSTHDR(&batch[i].msg_hdr);
            struct timespec t;
            if (!c) continue;
            memcpy(&t, CMSG_DATA(c), sizeof t);
            take(packets[i], batch[i].msg_len, t.tv_sec + t.tv_nsec / 1e9, calls);
        }
    } while (n == BATCH);
}

static double percentile(double p) {
    long sum = 0;
    for (int i = 0; i <= BUCKETS; i++) if ((sum += histogram[i]) >= received * p) return i / 100.0;
    return 0;
}

int main(int argc, char **argv) {
    if (argc < 4) { fprintf(stderr, "usage: rtpblast CALLER:PORT CALLEE:PORT SECONDS <TARGETS\n"); return 2; }
    int ends[2] = {bound(argv[1]), bound(argv[2])}, calls = 0, ports[2];
    char hosts[2][64];
    while (calls < MOST && scanf("%63s %d %63s %d", hosts[0], &ports[0], hosts[1], &ports[1]) == 4) {
        for (int end = 0; end < 2; end++) to[end][calls] = address(hosts[end], ports[end]);
        calls++;
    }
    double begin = now(), late = 0, seconds = atof(argv[3]);
    for (long slot = 0; slot < seconds * 1000; slot++) {
        double due = begin + slot / 1e3;
        do { receive(ends[0], calls), receive(ends[1], calls); } while (now() < due);
        if (now() - due > late) late = now() - due;
        int from = slot % SLOTS * calls / SLOTS, until = (slot % SLOTS + 1) * calls / SLOTS;
        send_slot(ends[0], 0, from, until);
        send_slot(ends[1], 1, from, until);
    }
    for (double end = now() + 1; now() < end;) receive(ends[0], calls), receive(ends[1], calls);
    double jitter = 0;
    long dumb = 0;
    for (int end = 0; end < 2; end++) for (int i = 0; i < calls; i++) jitter += streams[end][i].jitter, dumb += !streams[end][i].got;
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    printf("sent %ld received %ld lost %ld (%.4f %%) unsent %ld dumb-streams %ld delay-ms p50 %.2f p99 %.2f p99.9 %.2f max %.1f jitter-ms %.3f sender-late-ms %.1f\n",
           sent, received, sent - received, sent ? 100.0 * (sent - received) / sent : 0, unsent, dumb, percentile(.5), percentile(.99),
           percentile(.999), worst * 1e3, calls ? jitter / calls / 2 * 1e3 : 0, late * 1e3);
    fprintf(stderr, "sender: user %ld.%02ld s system %ld.%02ld s\n", used.ru_utime.tv_sec, used.ru_utime.tv_usec / 10000, used.ru_stime.tv_sec,
            used.ru_stime.tv_usec / 10000);
    return 0;
}
