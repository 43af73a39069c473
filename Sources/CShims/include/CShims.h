// Static inline shims for what Swift cannot call: variadic functions, and constants hidden in macros. No other C of ours.
#ifndef QUORATE_CSHIMS_H
#define QUORATE_CSHIMS_H

// Without _GNU_SOURCE: it changes types of the system's headers (fd_set), and Swift has those from Glibc's module too.
#include <errno.h>
#include <malloc.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/vfs.h>
#if __has_include(<valgrind/memcheck.h>)
#include <valgrind/memcheck.h>
#endif

/// Leaves this process's memory out of core dumps, /proc/PID/mem and ptrace by others of its user. 0 on success.
static inline int quorate_forbid_dumping(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }

/// 1 where the process may be dumped.
static inline int quorate_is_dumpable(void) { return prctl(PR_GET_DUMPABLE, 0, 0, 0, 0); }

/// Asks the kernel to send `signal` to this process when the thread that started it ends. 0 on success.
static inline int quorate_die_with_parent(int signal) { return prctl(PR_SET_PDEATHSIG, signal, 0, 0, 0); }

/// Locks every page of the process, now and later, once it is touched. 0 on success.
static inline int quorate_lock_all_memory(void) { return mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT); }

/// Lets malloc have at most `count` heaps. 1 on success.
static inline int quorate_limit_heaps(int count) { return mallopt(M_ARENA_MAX, count); }

/// Keeps a mapping out of core dumps and out of forked children. 0 on success.
static inline int quorate_hide_mapping(void *address, size_t length) {
    if (madvise(address, length, MADV_DONTDUMP) != 0) return -1;
    return madvise(address, length, MADV_WIPEONFORK);
}

/// Fills memory from the kernel's generator. 0 on success; it fails only where the kernel has none.
static inline int quorate_random(void *address, size_t length) {
    unsigned char *next = address;
    while (length > 0) {
        ssize_t count = getrandom(next, length, 0);
        if (count < 0) {
            if (errno == EINTR) continue;
            return -1;
        }
        next += count;
        length -= (size_t)count;
    }
    return 0;
}

/// Wipes memory by a call that the optimiser may not remove.
static inline void quorate_wipe(void *address, size_t length) { explicit_bzero(address, length); }

/// 1 where a folder is in memory (tmpfs or ramfs), 0 where it is not, -1 where there is none.
static inline int quorate_is_in_memory(const char *path) {
    struct statfs system;
    if (statfs(path, &system) != 0) return -1;
    return system.f_type == 0x01021994 || system.f_type == 0x858458f6;
}

// Sources of entropy that are instructions.

/// The processor's counter of time: the time stamp counter of x86-64, the virtual counter of arm64; 0 elsewhere. What came
/// before has been done when it is read.
static inline unsigned long long quorate_cycles(void) {
#if defined(__x86_64__)
    unsigned int low, high;
    __asm__ volatile("lfence\n\trdtsc\n\tlfence" : "=a"(low), "=d"(high) : : "memory");
    return ((unsigned long long)high << 32) | low;
#elif defined(__aarch64__)
    unsigned long long count;
    __asm__ volatile("isb\n\tmrs %0, cntvct_el0" : "=r"(count) : : "memory");
    return count;
#else
    return 0;
#endif
}

#if defined(__x86_64__)
// Not <cpuid.h>: as a part of a module of clang's it brings a second Glibc along.
static inline void quorate_cpuid(unsigned int leaf, unsigned int *b, unsigned int *c) {
    unsigned int a = leaf, d;
    *c = 0;
    __asm__ volatile("cpuid" : "+a"(a), "=b"(*b), "+c"(*c), "=d"(d));
    // What a leaf says counts only where there is such a leaf, and leaf 0 says how many there are.
    if (leaf == 0) *b = a;
}

static inline int quorate_has_leaf(unsigned int leaf) {
    unsigned int greatest, c;
    quorate_cpuid(0, &greatest, &c);
    return greatest >= leaf;
}
#endif

/// 1 where the processor has RDRAND.
static inline int quorate_has_rdrand(void) {
#if defined(__x86_64__)
    unsigned int b, c;
    if (!quorate_has_leaf(1)) return 0;
    quorate_cpuid(1, &b, &c);
    return (c >> 30) & 1;
#else
    return 0;
#endif
}

/// 1 where the processor has RDSEED.
static inline int quorate_has_rdseed(void) {
#if defined(__x86_64__)
    unsigned int b, c;
    if (!quorate_has_leaf(7)) return 0;
    quorate_cpuid(7, &b, &c);
    return (b >> 18) & 1;
#else
    return 0;
#endif
}

#if defined(__x86_64__)
__attribute__((target("rdrnd"))) static inline int quorate_rdrand(unsigned long long *value) {
    return __builtin_ia32_rdrand64_step(value);
}

__attribute__((target("rdseed"))) static inline int quorate_rdseed(unsigned long long *value) {
    return __builtin_ia32_rdseed64_step(value);
}
#else
static inline int quorate_rdrand(unsigned long long *value) { return *value = 0, 0; }

static inline int quorate_rdseed(unsigned long long *value) { return *value = 0, 0; }
#endif

/// Tells the processor that this is a loop that waits.
static inline void quorate_pause(void) {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

// For `make test-memcheck`; nothing of the product calls these. Outside valgrind, and where its headers were missing when
// this was compiled, they do nothing, and quorate_runs_in_memcheck says so.

/// 1 where memcheck watches this process.
static inline int quorate_runs_in_memcheck(void) {
#ifdef RUNNING_ON_VALGRIND
    return RUNNING_ON_VALGRIND != 0;
#else
    return 0;
#endif
}

/// Makes memcheck report every branch and every address that depends on these bytes.
static inline void quorate_hide_from_memcheck(const void *address, size_t length) {
#ifdef VALGRIND_MAKE_MEM_UNDEFINED
    (void)VALGRIND_MAKE_MEM_UNDEFINED(address, length);
#endif
}

/// How many reports memcheck has made that no suppression covers.
static inline unsigned long quorate_memcheck_reports(void) {
#ifdef VALGRIND_COUNT_ERRORS
    return VALGRIND_COUNT_ERRORS;
#else
    return 0;
#endif
}

#endif
