package planted.shed;

class RoomThatWasNeverDrawn {}
