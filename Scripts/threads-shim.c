// Preloaded by `make test-tsan`. Swift's Mutex waits in libswiftSynchronization, which Thread Sanitizer does not see into:
// each lock that somebody had to wait for would be reported as a race. This tells it that such a lock is a lock.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

typedef void (*lock_function)(uint32_t thread, __attribute__((swift_context)) void *mutex) __attribute__((swiftcall));
typedef void (*unlock_function)(__attribute__((swift_context)) void *mutex) __attribute__((swiftcall));

static void tell(const char *what, void *mutex) {
    void (*function)(void *) = (void (*)(void *))dlsym(RTLD_DEFAULT, what);
    if (function) function(mutex);
}

__attribute__((swiftcall)) void lock_slowly(uint32_t thread, __attribute__((swift_context)) void *mutex)
    __asm__("$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF");
__attribute__((swiftcall)) void lock_slowly(uint32_t thread, __attribute__((swift_context)) void *mutex) {
    ((lock_function)dlsym(RTLD_NEXT, "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"))(thread, mutex);
    tell("__tsan_acquire", mutex);
}

__attribute__((swiftcall)) void unlock_slowly(__attribute__((swift_context)) void *mutex)
    __asm__("$s15Synchronization12_MutexHandleV11_unlockSlowyyF");
__attribute__((swiftcall)) void unlock_slowly(__attribute__((swift_context)) void *mutex) {
    tell("__tsan_release", mutex);
    ((unlock_function)dlsym(RTLD_NEXT, "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"))(mutex);
}
