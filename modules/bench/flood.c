/* Sends one OPTIONS over and over from one address, as fast as it can or at a rate; prints how many. Loopback only.
 * usage: flood SOURCE TARGET PORT SECONDS [PACKETS_A_SECOND (0: no limit)]                       cc -O2 -o flood flood.c */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define BATCH 64

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
    if (argc < 5 || strncmp(argv[2], "127.", 4)) {
        fprintf(stderr, "usage: flood SOURCE TARGET PORT SECONDS [PACKETS_A_SECOND], on 127.0.0.0/8\n");
        return 2;
    }
    struct sockaddr_in source = {.sin_family = AF_INET}, target = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[3]))};
    inet_pton(AF_INET, argv[1], &source.sin_addr);
    inet_pton(AF_INET, argv[2], &target.sin_addr);
    double seconds = atof(argv[4]), rate = argc > 5 ? atof(argv[5]) : 0;
    int s = socket(AF_INET, SOCK_DGRAM, 0);
    if (bind(s, (struct sockaddr *)&source, sizeof source) || connect(s, (struct sockaddr *)&target, sizeof target)) {
        perror("flood");
        return 1;
    }
    char packet[512];
    int length = snprintf(packet, sizeof packet,
                          "OPTIONS sip:100@%s SIP/2.0\r\nVia: SIP/2.0/UDP %s;branch=z9hG4bK1\r\nFrom: <sip:100@%s>;tag=1\r\n"
                          "To: <sip:100@%s>\r\nCall-ID: flood\r\nCSeq: 1 OPTIONS\r\nMax-Forwards: 70\r\nUser-Agent: friendly-scanner\r\n"
                          "Content-Length: 0\r\n\r\n",
                          argv[2], argv[1], argv[1], argv[2]);
    struct iovec io = {packet, length};
    struct mmsghdr batch[BATCH];
    memset(batch, 0, sizeof batch);
    for (int i = 0; i < BATCH; i++) batch[i].msg_hdr = (struct msghdr){.msg_iov = &io, .msg_iovlen = 1};
    double begin = now();
    long sent = 0;
    while (now() - begin < seconds) {
        if (rate > 0 && sent > (now() - begin) * rate) {
            usleep(50);
            continue;
        }
        int n = sendmmsg(s, batch, BATCH, 0);
        if (n > 0) sent += n;
    }
    printf("%ld\n", sent);
    return 0;
}
