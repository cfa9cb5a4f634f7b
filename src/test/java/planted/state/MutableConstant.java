package planted.state;

class MutableConstant {

    static final byte[] MAGIC = {1, 2, 3};
}
