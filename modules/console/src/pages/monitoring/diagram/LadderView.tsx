import { useCallback, useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { millis } from '../../../ui/format';
import { laneX, messageY, SIZE, tip, visible, type Ladder, type Message } from './ladder';

interface Props {
    of: Ladder;
    chosen: number;
    choose: (index: number) => void;
}

/** Only what is in the window is drawn, so that thousands of messages scroll like twenty. Arrow keys go from message to message. */
export function LadderView({ of, chosen, choose }: Props) {
    const frame = useRef<HTMLDivElement>(null);
    const [[top, height], look] = useState([0, 800]);
    const looked = useCallback(() => {
        if (frame.current) look([frame.current.scrollTop, frame.current.clientHeight]);
    }, []);
    useEffect(looked, [looked, of]);

    const show = (index: number) => {
        choose(index);
        const box = frame.current!;
        const y = messageY(index);
        if (y < box.scrollTop + SIZE.top + SIZE.row) box.scrollTop = y - SIZE.top - SIZE.row;
        else if (y > box.scrollTop + box.clientHeight - SIZE.row) box.scrollTop = y - box.clientHeight + SIZE.row;
    };
    const pressed = (event: KeyboardEvent) => {
        const last = of.messages.length - 1;
        const next = { ArrowDown: chosen + 1, ArrowUp: chosen - 1, Home: 0, End: last, PageDown: chosen + 15, PageUp: chosen - 15 }[event.key];
        if (next === undefined) return;
        event.preventDefault();
        show(Math.max(0, Math.min(last, next)));
    };
    const [first, end] = visible(of.messages.length, top, height);
    const current = of.messages[chosen];
    return (
        <div
            className="ladder"
            ref={frame}
            onScroll={looked}
            onKeyDown={pressed}
            tabIndex={0}
            role="listbox"
            aria-label="Messages of the call"
            aria-activedescendant={current && chosen >= first && chosen < end ? `message-${chosen}` : undefined}
        >
            <div style={{ position: 'sticky', top: 0, zIndex: 1, width: of.width, background: 'var(--mantine-color-body)' }}>
                <svg width={of.width} height={SIZE.top - 8} aria-hidden>
                    {of.lanes.map((lane, index) => (
                        <text key={lane} x={laneX(index)} y={22} textAnchor="middle" fontWeight={600} fill="currentColor">
                            {lane}
                        </text>
                    ))}
                </svg>
            </div>
            <svg width={of.width} height={of.height} style={{ marginTop: 8 - SIZE.top }} role="presentation">
                {of.lanes.map((lane, index) => (
                    <line key={lane} x1={laneX(index)} y1={SIZE.top - 8} x2={laneX(index)} y2={of.height} stroke="var(--esg-line)" />
                ))}
                {of.messages.slice(first, end).map((message) => (
                    <Arrow key={message.index} message={message} width={of.width} isChosen={message.index === chosen} choose={choose} />
                ))}
            </svg>
        </div>
    );
}

interface ArrowProps {
    message: Message;
    width: number;
    isChosen: boolean;
    choose: (index: number) => void;
}

function Arrow({ message, width, isChosen, choose }: ArrowProps) {
    const { packet, index, colour } = message;
    const y = messageY(index);
    const x1 = laneX(message.from);
    const x2 = laneX(message.to);
    return (
        <g
            className="message"
            id={`message-${index}`}
            role="option"
            aria-selected={isChosen}
            onClick={() => choose(index)}
        >
            <title>{`${packet.from} → ${packet.to}`}</title>
            <rect className="hit" x={0} y={y - 19} width={width} height={SIZE.row} fill={isChosen ? 'rgb(12 133 153 / 22%)' : 'transparent'} />
            <text x={8} y={y + 4} fill="var(--esg-soft)">
                {millis(packet.time)}
            </text>
            <line x1={x1} y1={y} x2={x2} y2={y} stroke={colour} strokeWidth={1.5} strokeDasharray={packet.failed ? '4 3' : undefined} />
            <path d={tip(x2, y, x2 > x1)} fill={colour} />
            <text x={(x1 + x2) / 2} y={y - 5} textAnchor="middle" fill="currentColor">
                {message.label}
            </text>
        </g>
    );
}
