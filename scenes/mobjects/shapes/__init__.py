"""What everything else is drawn with: wires, ticks, room on the frame."""
