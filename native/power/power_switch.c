/*
 * A file system on a loop device whose power can be cut: mounts it, shuts it down while others write, mounts it again.
 *
 *   power-switch IMAGE DIRECTORY KIND
 *
 * Says "ready"; then each line on standard input is one order, each line on standard output its answer: what is shown
 * here, or "refused CALL: WHY".
 *
 *   on OPTIONS         on        mounts it on DIRECTORY; what a cut has left of a journal is replayed
 *   cut MICROSECONDS   cut WHEN  after so long, nothing that is still in memory reaches the disk any more, and whoever
 *                                calls is refused, as far as the file system looks. WHEN is the last moment of which it
 *                                is sure that there was power, in nanoseconds of CLOCK_MONOTONIC.
 *   off                off       unmounts it; refused while a descriptor is open on it
 *
 * PROBLEM. A block device has a cache of its own. There ext4 changes its bitmaps and inodes before they are in the
 * journal, and a device that stays attached hands them to the next mount, as no disk would: bitmaps do not fit their
 * checksums any more. Therefore the device is attached anew for each mount, and only the image stays.
 *
 * Nothing outlives this process, and it ends when standard input does. The mount is in a namespace of its own, which
 * others see below /proc/PID/root. The device clears itself when it is not used any more. The image loses its name at
 * once.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/loop.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <time.h>
#include <unistd.h>

/* EXT4_IOC_SHUTDOWN and XFS_IOC_GOINGDOWN, which are the same. */
#define GO_DOWN _IOR('X', 125, uint32_t)
#define WITHOUT_FLUSHING_THE_LOG 2

#define USAGE 64
#define MOST_TRIES 100
#define LONGEST_ORDER 256
#define DEVICE_NAME 32

struct ground {
    int image;
    const char *directory;
    const char *kind;
    int root;
};

static int refuse(const char *call) {
    printf("refused %s: %s\n", call, strerror(errno));
    return -1;
}

static int open_image(const char *path) {
    int image = open(path, O_RDWR | O_CLOEXEC);
    return image < 0 || unlink(path) != 0 ? refuse("image") : image;
}

/* What is mounted from here on is mounted for this process alone. */
static int hide_mounts(void) {
    if (unshare(CLONE_NEWNS) != 0) {
        return refuse("namespace");
    }
    return mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 ? 0 : refuse("mount");
}

static int attach_to(const char *name, int image) {
    int device = open(name, O_RDWR | O_CLOEXEC);
    struct loop_config config = {.fd = (uint32_t) image, .info.lo_flags = LO_FLAGS_AUTOCLEAR};
    if (device >= 0 && ioctl(device, LOOP_CONFIGURE, &config) != 0) {
        int error = errno;
        close(device);
        errno = error;
        return -1;
    }
    return device;
}

/* A free device may be taken by another process before it is attached to. */
static int attach(int image, char *name) {
    int control = open("/dev/loop-control", O_RDWR | O_CLOEXEC);
    if (control < 0) {
        return refuse("loop device");
    }
    int device = -1;
    errno = EBUSY;
    for (int i = 0; i < MOST_TRIES && device < 0 && errno == EBUSY; i++) {
        int number = ioctl(control, LOOP_CTL_GET_FREE);
        snprintf(name, DEVICE_NAME, "/dev/loop%d", number);
        device = number < 0 ? -1 : attach_to(name, image);
    }
    if (device < 0) {
        refuse("loop device");
    }
    close(control);
    return device;
}

static int on(struct ground *ground, const char *options) {
    char name[DEVICE_NAME];
    int device = attach(ground->image, name);
    if (device < 0) {
        return -1;
    }
    int mounted = mount(name, ground->directory, ground->kind, MS_NOATIME, options);
    if (mounted != 0) {
        refuse("mount");
    }
    close(device);
    if (mounted != 0) {
        return -1;
    }
    ground->root = open(ground->directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return ground->root < 0 ? refuse("open") : puts("on");
}

static int cut(const struct ground *ground, long microseconds) {
    struct timespec moment = {.tv_sec = microseconds / 1000000, .tv_nsec = microseconds % 1000000 * 1000};
    nanosleep(&moment, NULL);
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    uint32_t how = WITHOUT_FLUSHING_THE_LOG;
    if (ioctl(ground->root, GO_DOWN, &how) != 0) {
        return refuse("shutdown");
    }
    return printf("cut %lld\n", (long long) now.tv_sec * 1000000000 + now.tv_nsec);
}

static int off(struct ground *ground) {
    close(ground->root);
    ground->root = -1;
    return umount2(ground->directory, 0) != 0 ? refuse("umount") : puts("off");
}

static int obey(struct ground *ground, char *order) {
    order[strcspn(order, "\n")] = '\0';
    if (strncmp(order, "on ", 3) == 0) {
        return on(ground, order + 3);
    }
    if (strncmp(order, "cut ", 4) == 0) {
        return cut(ground, strtol(order + 4, NULL, 10));
    }
    if (strcmp(order, "off") == 0) {
        return off(ground);
    }
    errno = EINVAL;
    return refuse("order");
}

int main(int count, char **arguments) {
    if (count != 4) {
        fputs("usage: power-switch IMAGE DIRECTORY KIND\n", stderr);
        return USAGE;
    }
    setvbuf(stdout, NULL, _IOLBF, 0);
    struct ground ground = {.directory = arguments[2], .kind = arguments[3]};
    ground.image = open_image(arguments[1]);
    if (ground.image < 0 || hide_mounts() != 0) {
        return EXIT_FAILURE;
    }
    puts("ready");
    char order[LONGEST_ORDER];
    while (fgets(order, sizeof order, stdin) != NULL) {
        obey(&ground, order);
    }
    return EXIT_SUCCESS;
}
