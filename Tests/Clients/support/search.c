// Looks for many byte strings at once, in the memory of a process or in files.
//
//     search PATTERNS memory PID
//     search PATTERNS files FILE...
//
// PATTERNS is a file of byte strings of at least 8 bytes, each behind its length (4 bytes, this machine's order). A line
// is printed for each place: the number of the byte string, the address or offset, the mapping or file, and in
// hexadecimal what lies there, with 32 bytes before and after it.

#define _GNU_SOURCE
#include <fcntl.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CHUNK = 4 << 20, AROUND = 32, BUCKETS = 1 << 18 };

struct pattern {
    const uint8_t *bytes;
    uint32_t count;
    int32_t next;
};

static struct pattern *patterns;
static int32_t buckets[BUCKETS];
static uint32_t longest;

static uint32_t bucket(const uint8_t *bytes) {
    uint64_t first;
    memcpy(&first, bytes, 8);
    return (uint32_t)((first * UINT64_C(0x9E3779B97F4A7C15)) >> 46);
}

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static void read_patterns(const char *path) {
    FILE *file = fopen(path, "rb");
    uint32_t count;
    int32_t number = 0;
    if (!file) fail(path);
    memset(buckets, -1, sizeof buckets);
    while (fread(&count, sizeof count, 1, file) == 1) {
        uint8_t *bytes = malloc(count);
        patterns = realloc(patterns, (size_t)(number + 1) * sizeof *patterns);
        if (count < 8 || !bytes || !patterns || fread(bytes, 1, count, file) != count) fail("a pattern");
        uint32_t slot = bucket(bytes);
        patterns[number] = (struct pattern){bytes, count, buckets[slot]};
        buckets[slot] = number++;
        if (count > longest) longest = count;
    }
    fclose(file);
}

static void report(int32_t number, uint64_t place, const char *name, const uint8_t *at, size_t before, size_t after) {
    if (before > AROUND) before = AROUND;
    if (after > patterns[number].count + AROUND) after = patterns[number].count + AROUND;
    printf("%d\t%" PRIu64 "\t%s\t", number, place, name);
    for (size_t i = 0; i < before + after; i++) printf("%02x", (at - before)[i]);
    printf("\n");
}

// Searches what `descriptor` holds from `start` to `end`, 0 for the end of the file.
static void search(int descriptor, uint64_t start, uint64_t end, const char *name) {
    static uint8_t window[CHUNK];
    size_t kept = 0;
    uint64_t place = start;  // of the first byte of the window
    for (;;) {
        uint64_t next = place + kept;
        size_t room = CHUNK - kept;
        if (end && end - next < room) room = end - next;
        ssize_t got = room ? pread(descriptor, window + kept, room, (off_t)next) : 0;
        if (got <= 0) return;
        size_t filled = kept + (size_t)got;
        // The window's end is searched again with what follows it; what has been whole before is not told twice.
        for (size_t at = 0; at + 8 <= filled; at++)
            for (int32_t n = buckets[bucket(window + at)]; n >= 0; n = patterns[n].next) {
                uint32_t count = patterns[n].count;
                if (at + count > filled || at + count <= kept) continue;
                if (memcmp(window + at, patterns[n].bytes, count) == 0)
                    report(n, place + at, name, window + at, at, filled - at);
            }
        size_t tail = filled < longest ? filled : longest;
        memmove(window, window + filled - tail, tail);
        place += filled - tail;
        kept = tail;
    }
}

static void search_memory(const char *pid) {
    char path[64], line[4096], name[4096];
    snprintf(path, sizeof path, "/proc/%s/maps", pid);
    FILE *maps = fopen(path, "r");
    snprintf(path, sizeof path, "/proc/%s/mem", pid);
    int memory = open(path, O_RDONLY | O_CLOEXEC);
    if (!maps || memory < 0) fail(path);
    while (fgets(line, sizeof line, maps)) {
        uint64_t start, end;
        char mode[8];
        name[0] = 0;
        if (sscanf(line, "%" SCNx64 "-%" SCNx64 " %7s %*s %*s %*s %4095[^\n]", &start, &end, mode, name) < 3) continue;
        if (mode[0] != 'r' || strncmp(name, "[v", 2) == 0) continue;
        search(memory, start, end, name[0] ? name : "anonymous");
    }
    fclose(maps);
    close(memory);
}

int main(int count, char **arguments) {
    if (count < 4) return 2;
    read_patterns(arguments[1]);
    if (strcmp(arguments[2], "memory") == 0) search_memory(arguments[3]);
    else
        for (int i = 3; i < count; i++) {
            int file = open(arguments[i], O_RDONLY | O_CLOEXEC);
            if (file < 0) continue;  // a file that was there a moment ago
            search(file, 0, 0, arguments[i]);
            close(file);
        }
    return 0;
}
